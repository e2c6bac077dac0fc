package org.toolroute.gateway.protocol.openapi;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.toolroute.gateway.protocol.openapi.ReadOnlyServlet.Answers;

/**
 * The page of the document for people, {@code /docs}, and the files that it needs. All of them are
 * read at the start; a request only picks one of these by its name, so that nothing else of the
 * class path can be reached.
 */
final class DocsPage implements Answers {
  private static final String PAGE = "/docs";
  private static final String WEBJAR_FACTS =
      "/META-INF/maven/org.webjars/swagger-ui/pom.properties";
  private static final String SCRIPT = "text/javascript;charset=utf-8";

  /**
   * Everything comes from the gateway itself, but for pictures that the style sheet holds as data.
   * No page may frame this one: people type gateway keys into it.
   */
  private static final Map<String, String> GUARD =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
              + " form-action 'self'; frame-ancestors 'none'",
          "Referrer-Policy",
          "no-referrer");

  private final Map<String, PreparedAnswer> files;

  private DocsPage(Map<String, PreparedAnswer> files) {
    this.files = Map.copyOf(files);
  }

  /** Reads the files. */
  static DocsPage load() {
    try {
      PreparedAnswer page = answer("text/html;charset=utf-8", own("docs.html"));
      return new DocsPage(
          Map.of(
              PAGE,
              page,
              PAGE + "/",
              page,
              PAGE + "/docs.js",
              answer(SCRIPT, own("docs.js")),
              PAGE + "/swagger-ui-bundle.js",
              answer(SCRIPT, webjar("swagger-ui-bundle.js")),
              PAGE + "/swagger-ui.css",
              answer("text/css;charset=utf-8", webjar("swagger-ui.css")),
              PAGE + "/favicon-32x32.png",
              answer("image/png", webjar("favicon-32x32.png"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<PreparedAnswer> at(String path) {
    return Optional.ofNullable(files.get(path));
  }

  private static PreparedAnswer answer(String type, byte[] body) {
    return new PreparedAnswer(type, body, GUARD);
  }

  private static byte[] own(String name) throws IOException {
    return bytes(name);
  }

  private static byte[] webjar(String name) throws IOException {
    Properties facts = new Properties();
    try (InputStream stream = open(WEBJAR_FACTS)) {
      facts.load(stream);
    }
    String version = facts.getProperty("version");
    return bytes("/META-INF/resources/webjars/swagger-ui/" + version + "/" + name);
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream stream = open(resource)) {
      return stream.readAllBytes();
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream stream = DocsPage.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new FileNotFoundException(resource);
    }
    return stream;
  }
}
