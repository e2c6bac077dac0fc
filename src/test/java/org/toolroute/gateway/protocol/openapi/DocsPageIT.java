package org.toolroute.gateway.protocol.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/** The page of the document comes from the gateway alone, and leads to nothing else of it. */
class DocsPageIT {
  private static final Pattern FROM_THE_PAGE = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway = TestGateway.start(database, stub);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @Test
  void thePageNamesNoOtherHostAndBrowsersAreHeldToIt() throws IOException {
    // When
    Answer page = get("/docs");
    // Then
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text() + get("/docs/docs.js").text()).doesNotContain("//", "http:", "data:");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "http", "*");
    assertThat(get("/docs/").text()).isEqualTo(page.text());
  }

  @Test
  void everythingThatThePageNamesIsThere() throws IOException {
    // When
    List<String> named =
        FROM_THE_PAGE.matcher(get("/docs").text()).results().map(found -> found.group(1)).toList();
    // Then
    assertThat(named).hasSize(5).contains("/openapi.json", "/docs/swagger-ui-bundle.js");
    for (String path : named) {
      assertThat(get(path).status()).as(path).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/docs, text/html;charset=utf-8",
    "/docs/docs.js, text/javascript;charset=utf-8",
    "/docs/swagger-ui-bundle.js, text/javascript;charset=utf-8",
    "/docs/swagger-ui.css, text/css;charset=utf-8",
    "/docs/favicon-32x32.png, image/png",
    "/openapi.json, application/json"
  })
  void everyFileSaysWhatItIs(String path, String type) throws IOException {
    // When
    Answer file = get(path);
    // Then
    assertThat(file.header("Content-Type")).isEqualTo(type);
    assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(file.header("ETag")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/docs/index.html",
        "/docs/oauth2-redirect.html",
        "/docs/swagger-ui.js",
        "/docs/document.yaml",
        "/docs/docs.html",
        "/docs/../application.yaml",
        "/docs/%2e%2e/application.yaml",
        "/docs/..;/application.yaml",
        "/docs/%252e%252e/application.yaml",
        "/docs/..%2fapplication.yaml",
        "/docs/..%5capplication.yaml",
        "/docs/META-INF/maven/org.webjars/swagger-ui/pom.properties",
        "/docs/swagger-ui.css%00.png",
        "/webjars/swagger-ui/index.html",
        "/docsx"
      })
  void nothingElseIsThere(String path) throws IOException {
    // When
    Answer answer = get(path);
    // Then
    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.text()).matches("\\{\"error\":\\{\"code\":\"(not_found|invalid_request)\".*");
  }

  /** An answer as it came. */
  private record Answer(int status, Map<String, String> headers, String text) {

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** Over a socket: clients put a path in order before they send it. */
  private static Answer get(String path) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", gateway.client().port())) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = all.indexOf("\r\n\r\n");
      Map<String, String> headers =
          all.substring(0, end)
              .lines()
              .skip(1)
              .map(line -> line.split(": ", 2))
              .collect(Collectors.toMap(line -> line[0], line -> line[1], (a, b) -> a));
      int status = Integer.parseInt(all.substring(9, 12));
      return new Answer(status, headers, all.substring(end + 4));
    }
  }
}
