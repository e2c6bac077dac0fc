package org.toolroute.gateway.parts;

import static org.slf4j.Logger.ROOT_LOGGER_NAME;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Everything that is logged while it is open, at every level, in place of the usual output: with
 * key-value pairs, stack traces and causes.
 */
public final class CapturedLogs implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(ROOT_LOGGER_NAME);
  private final @Nullable Level level = root.getLevel();
  private final List<Appender<ILoggingEvent>> usual = new ArrayList<>();
  private final Collector collector = new Collector();

  private CapturedLogs() {
    root.iteratorForAppenders().forEachRemaining(usual::add);
    usual.forEach(root::detachAppender);
    collector.setContext(root.getLoggerContext());
    collector.start();
    root.addAppender(collector);
    root.setLevel(Level.TRACE);
  }

  /** Starts capturing; close it to get the usual output back. */
  public static CapturedLogs start() {
    return new CapturedLogs();
  }

  /** All of it, one event a line. */
  public String text() {
    return String.join("\n", collector.lines);
  }

  @Override
  public void close() {
    root.detachAppender(collector);
    root.setLevel(level);
    usual.forEach(root::addAppender);
  }

  private static final class Collector extends AppenderBase<ILoggingEvent> {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      String pairs =
          Optional.ofNullable(event.getKeyValuePairs()).orElse(List.of()).stream()
              .map(pair -> pair.key + "=" + pair.value)
              .collect(Collectors.joining(" "));
      IThrowableProxy thrown = event.getThrowableProxy();
      lines.add(
          "%s %s %s %s %s"
              .formatted(
                  event.getLevel(),
                  event.getLoggerName(),
                  pairs,
                  event.getFormattedMessage(),
                  thrown == null ? "" : ThrowableProxyUtil.asString(thrown)));
    }
  }
}
