package org.toolroute.gateway.proof;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/**
 * Whatever is sent in place of a good request is answered by one error of the registry, in JSON.
 */
class BadInputIT {
  private static final int LIMIT = 1024 * 1024;
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);
  private static final String GOOD =
      "{\"tool\":\"context7\",\"operation\":\"search_library\","
          + "\"input\":{\"libraryName\":\"camel\",\"query\":\"routes\"}}";

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static Door door;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway =
        TestGateway.start(
            database,
            stub,
            TestGateway.newHome(),
            Map.of("server.tomcat.connection-timeout", CONNECTION_TIMEOUT.toSeconds() + "s"));
    door = new Door(gateway.client().port(), gateway.client().newAccount().live());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @AfterEach
  void forget() {
    stub.forgetRequests();
  }

  static Stream<String> bodiesThatAreNoRequest() {
    String input = "\"input\":{\"libraryName\":\"camel\",\"query\":\"routes\"}";
    return Stream.of(
        "",
        " ",
        "not json",
        "{",
        "[]",
        "[" + GOOD + "," + GOOD + "]",
        "null",
        "1",
        "\"text\"",
        GOOD + GOOD,
        GOOD + " x",
        "{\"tool\":\"context7\",\"tool\":\"tavily\"," + input + "}",
        "{\"tool\":\"context7__search_library\",\"input\":{},\"input\":{\"query\":\"x\"}}",
        GOOD.replace("\"query\"", "\"libraryName\":\"x\",\"query\""),
        GOOD.replace("\"query\"", "\"\\u0071uery\":\"x\",\"query\""),
        GOOD.replace("\"tool\"", "\"Tool\""),
        GOOD.replace("\"input\"", "\"Input\""),
        GOOD.replace("{\"tool\"", "{\"Tool\":\"tavily\",\"tool\""),
        GOOD.replace("\"query\"", "\"Query\":\"x\",\"query\""),
        GOOD.replace("{\"tool\"", "{\"api_key\":\"x\",\"tool\""),
        GOOD.replace("{\"tool\"", "{\"base_url\":\"http://evil.example\",\"tool\""),
        GOOD.replace("{\"tool\"", "{\"\":1,\"tool\""),
        GOOD.replace("{\"tool\"", "{\"__proto__\":{},\"tool\""),
        GOOD.replace("\"context7\"", "7"),
        GOOD.replace("\"context7\"", "[\"context7\"]"),
        GOOD.replace("\"context7\"", "\"\""),
        GOOD.replace("\"context7\"", "null"),
        GOOD.replace("\"search_library\"", "true"),
        "{\"tool\":\"context7__search_library\",\"input\":[]}",
        "{\"tool\":\"context7__search_library\",\"input\":\"{}\"}",
        "{\"tool\":\"context7__search_library\",\"input\":null}",
        "{\"tool\":\"context7__search_library\"}",
        GOOD.replace("\"routes\"", "NaN"),
        GOOD.replace("\"routes\"", "Infinity"),
        GOOD.replace("\"routes\"", "-Infinity"),
        GOOD.replace("\"routes\"", "01"),
        GOOD.replace("\"routes\"", "1e999999999"),
        GOOD.replace("\"routes\"", "1e-999999999"),
        GOOD.replace("\"routes\"", "9".repeat(100_000)),
        GOOD.replace("\"routes\"", "[".repeat(200) + "]".repeat(200)),
        GOOD.replace("\"routes\"", "{\"a\":".repeat(200) + "1" + "}".repeat(200)),
        "[".repeat(100_000),
        GOOD.replace("\"routes\"", "\"\\ud800\""),
        GOOD.replace("\"routes\"", "'routes'"),
        GOOD.replace("{\"tool\"", "{/**/\"tool\""),
        GOOD.replace("\"routes\"", "\"\n\""),
        "\ufeff" + "x" + GOOD);
  }

  @ParameterizedTest
  @MethodSource("bodiesThatAreNoRequest")
  void aBodyThatIsNoRequestIsRefused(String body) {
    RawHttp.Reply reply = door.execute(body);
    Door.isError(reply, 400, "invalid_request");
    Door.isBilledNothing(reply);
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void aBodyInAnotherEncodingIsRefused() {
    RawHttp.Reply reply = door.execute(GOOD.replace("routes", "r\u00fcutes").getBytes(ISO_8859_1));
    Door.isError(reply, 400, "invalid_request");
  }

  @Test
  void aBodyOfTheLimitIsReadAndOneByteMoreIsNot() {
    // When
    RawHttp.Reply atLimit = door.execute(padded(LIMIT));
    RawHttp.Reply above = door.execute(padded(LIMIT + 1));
    RawHttp.Reply chunkedAtLimit = door.executeChunked(padded(LIMIT));
    RawHttp.Reply chunkedAbove = door.executeChunked(padded(LIMIT + 1));
    // Then
    assertThat(atLimit.status()).as(atLimit.body()).isEqualTo(200);
    assertThat(chunkedAtLimit.status()).as(chunkedAtLimit.body()).isEqualTo(200);
    Door.isError(above, 413, "request_too_large");
    Door.isError(chunkedAbove, 413, "request_too_large");
    Door.isBilledNothing(above);
    Door.isBilledNothing(chunkedAbove);
    assertThat(stub.requests()).hasSize(2);
  }

  @Test
  void aBodyThatIsAnnouncedTooLargeIsRefusedBeforeItIsSent() {
    String head = door.head("POST", "/api/v1/execute", Door.JSON);
    for (String length : new String[] {"1048577", "99999999999", "9223372036854775807"}) {
      Door.isError(door.send(head + "\r\nContent-Length: " + length), 413, "request_too_large");
    }
    Door.isError(
        door.send(head + "\r\nContent-Length: 9223372036854775808"), 400, "invalid_request");
    Door.isError(door.send(head + "\r\nContent-Length: -1"), 400, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-None: 1",
        "Content-Type: text/plain",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: multipart/form-data; boundary=x",
        "Content-Type: application/jsonp",
        "Content-Type: application/json; charset=iso-8859-1",
        "Content-Type: application/json; charset=utf-16",
        "Content-Type: application/json; charset=nonsense",
        "Content-Type: *",
        "Content-Type: application/json\r\nContent-Encoding: gzip",
        "Content-Type: application/json\r\nContent-Encoding: identity",
      })
  void aBodyOfAnotherKindIsRefused(String header) {
    RawHttp.Reply reply = door.post("/api/v1/execute", header, GOOD.getBytes(UTF_8));
    Door.isError(reply, 415, "unsupported_media_type");
    Door.isBilledNothing(reply);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: application/json;charset=UTF-8",
        "Content-Type: Application/JSON; charset=\"utf-8\"",
        "Content-Type: application/json; profile=x",
      })
  void jsonInUtf8IsReadHoweverItIsWritten(String header) {
    assertThat(door.post("/api/v1/execute", header, GOOD.getBytes(UTF_8)).status()).isEqualTo(200);
  }

  @Test
  void aStreamIsRefusedAsWhatItIs() {
    RawHttp.Reply reply =
        door.execute(
            """
            {"tool":"openai","operation":"chat_completion","input":{"stream":true,
            "model":"gpt-4o","messages":[{"role":"user","content":"x"}]}}\
            """
                .getBytes(UTF_8));
    Door.isError(reply, 422, "streaming_not_supported");
    Door.isBilledNothing(reply);
  }

  @Test
  void aKeyInTheWrongFormIsRefusedUnrepeated() {
    byte[] body = "{\"provider\":\"twilio\",\"api_key\":\"no-colon-0123\"}".getBytes(UTF_8);
    RawHttp.Reply reply = door.post("/api/v1/byok", Door.JSON, body);
    Door.isError(reply, 422, "invalid_key_format");
    assertThat(reply.body()).doesNotContain("no-colon");
  }

  @Test
  void aBodyThatIsNeverFinishedHoldsNoMoreThanItsOwnConnectionForTheTimeout() {
    Instant start = Instant.now();
    try (RawHttp slow = RawHttp.connect(door.port())) {
      slow.write(
          (door.head("POST", "/api/v1/execute", Door.JSON)
                  + "\r\nContent-Length: 1000\r\nHost: localhost\r\n\r\n{\"tool\":")
              .getBytes(UTF_8));
      // When
      assertThat(door.execute(GOOD).status()).isEqualTo(200);
      RawHttp.Reply reply = slow.read();
      // Then
      Door.isError(reply, 400, "invalid_request");
      assertThat(Duration.between(start, Instant.now()))
          .isLessThan(CONNECTION_TIMEOUT.multipliedBy(5));
    }
  }

  private static byte[] padded(int length) {
    return (GOOD + " ".repeat(length - GOOD.length())).getBytes(UTF_8);
  }
}
