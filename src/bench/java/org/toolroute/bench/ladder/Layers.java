package org.toolroute.bench.ladder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * The CPU samples of a recording shared out over the layers of the gateway. A sample belongs to the
 * layer of its innermost frame that is not the JDK's: time in a socket write counts for the library
 * that wrote. Threads without Java frames (garbage collector, compiler) are in no sample.
 */
final class Layers {

  private static final Map<String, String> BY_PREFIX = prefixes();

  private Layers() {}

  static String of(Path recording) throws IOException {
    var counts = new TreeMap<String, Integer>();
    int all = 0;
    try (var events = new RecordingFile(recording)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        if (event.getEventType().getName().equals("jdk.CPUTimeSample")
            && event.getStackTrace() != null) {
          counts.merge(layer(event), 1, Integer::sum);
          all++;
        }
      }
    }
    var text = new StringBuilder("Share of " + all + " CPU samples by layer\n\n");
    int total = Math.max(1, all);
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(layer ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%5.1f %%  %s%n",
                    100.0 * layer.getValue() / total,
                    layer.getKey())));
    return text.append('\n').toString();
  }

  private static String layer(RecordedEvent event) {
    return event.getStackTrace().getFrames().stream()
        .map(Layers::layer)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("JDK alone");
  }

  private static Optional<String> layer(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    if (type.startsWith("org.toolroute.gateway.")) {
      return Optional.of("gateway: " + type.split("\\.")[3]);
    }
    return BY_PREFIX.entrySet().stream()
        .filter(entry -> type.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The first match counts, so the longer prefix comes first. */
  private static Map<String, String> prefixes() {
    var layers = new LinkedHashMap<String, String>();
    layers.put("org.apache.camel.component.http", "HTTP client");
    layers.put("org.apache.camel.http.", "HTTP client");
    layers.put("org.apache.hc.", "HTTP client");
    layers.put("org.apache.camel.", "Camel");
    layers.put("org.apache.catalina.", "servlet container");
    layers.put("org.apache.coyote.", "servlet container");
    layers.put("org.apache.tomcat.", "servlet container");
    layers.put("org.postgresql.", "JDBC driver");
    layers.put("com.zaxxer.hikari.", "connection pool");
    layers.put("org.springframework.jdbc.", "Spring JDBC");
    layers.put("org.springframework.", "Spring");
    layers.put("tools.jackson.", "JSON");
    layers.put("com.fasterxml.jackson.", "JSON");
    layers.put("com.networknt.", "JSON schema");
    layers.put("io.github.resilience4j.", "circuit breaker");
    layers.put("io.micrometer.", "metrics");
    layers.put("com.github.benmanes.", "caches");
    layers.put("io.github.bucket4j.", "rate limits");
    layers.put("ch.qos.logback.", "logging");
    layers.put("javax.crypto.", "cryptography");
    layers.put("com.sun.crypto.", "cryptography");
    layers.put("sun.security.provider.", "cryptography");
    return layers;
  }
}
