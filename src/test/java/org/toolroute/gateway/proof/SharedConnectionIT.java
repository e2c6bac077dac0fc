package org.toolroute.gateway.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.LockedBalance;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/** Looking for a caller that has left takes nothing from the requests that share a connection. */
@Timeout(60)
class SharedConnectionIT {
  private static final byte[] ASK_FOR_THE_KEY = "GET /api/v1/key HTTP/1.1\r\n".getBytes(UTF_8);

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayClient client;

  private TestAccount account;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway =
        TestGateway.start(
            database,
            stub,
            TestGateway.newHome(),
            Map.of(
                "toolroute.ledger.lock-timeout", "30s",
                "toolroute.ledger.statement-timeout", "30s"));
    client = gateway.client();
    client.shareKey("tavily", Search.SHARED_KEY);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @BeforeEach
  void newAccount() {
    account = client.newAccount();
    client.topUp(account.id(), "1", "invoice-1");
    stub.answers(Search.ANSWER);
    stub.forgetRequests();
  }

  /** Lengths around what parsers read at once; one byte is also how an end of file is reported. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 20, Integer.MAX_VALUE})
  void whatHasComeOfTheNextRequestStaysWhereItIs(int early) throws SQLException {
    // Given
    byte[] next = next();
    int cut = Math.min(early, next.length);
    String answers;
    try (RawHttp caller = RawHttp.connect(client.port())) {
      // When
      try (LockedBalance locked = LockedBalance.of(database, account.id())) {
        caller.write(AskedThrough.REST.request(account.live()));
        locked.awaitWaiter();
        caller.write(Arrays.copyOfRange(next, 0, cut));
      }
      caller.write(Arrays.copyOfRange(next, cut, next.length));
      answers = caller.readText();
    }
    // Then
    requireBoth(answers);
  }

  /** The parser has the next request already when the body of this one ends. */
  @ParameterizedTest
  @ValueSource(ints = {1, 40, Integer.MAX_VALUE})
  void whatWasReadTogetherWithTheBodyStaysWhereItIs(int together) {
    // Given
    byte[] request = AskedThrough.REST.request(account.live());
    byte[] next = next();
    int cut = Math.min(together, next.length);
    byte[] first = Arrays.copyOf(request, request.length + cut);
    System.arraycopy(next, 0, first, request.length, cut);
    String answers;
    // When
    try (RawHttp caller = RawHttp.connect(client.port())) {
      caller.write(first);
      caller.write(Arrays.copyOfRange(next, cut, next.length));
      answers = caller.readText();
    }
    // Then
    requireBoth(answers);
  }

  /** The same in chunks, whose end the parser finds by reading on. */
  @Test
  void aChunkedBodyIsNoDifferent() {
    // Given
    String whole = new String(AskedThrough.REST.request(account.live()), UTF_8);
    int end = whole.indexOf("\r\n\r\n") + 4;
    String body = whole.substring(end);
    String chunked =
        whole.substring(0, end).replaceFirst("Content-Length: \\d+", "Transfer-Encoding: chunked")
            + "%x\r\n%s\r\n0\r\n\r\n".formatted(body.length(), body);
    String answers;
    // When
    try (RawHttp caller = RawHttp.connect(client.port())) {
      caller.write((chunked + new String(next(), UTF_8)).getBytes(UTF_8));
      answers = caller.readText();
    }
    // Then
    requireBoth(answers);
  }

  /** Whoever says that it will send no more is taken for gone, and is told so if it still reads. */
  @Test
  void aCallerThatClosesItsHalfIsToldThatNothingWasSent() throws SQLException {
    // When
    RawHttp.Reply reply;
    try (RawHttp caller = RawHttp.connect(client.port())) {
      try (LockedBalance locked = LockedBalance.of(database, account.id())) {
        caller.write(AskedThrough.REST.request(account.live()));
        locked.awaitWaiter();
        caller.sayNoMore();
      }
      reply = caller.read();
    }
    // Then
    assertThat(reply.status()).isEqualTo(499);
    assertThat(reply.code()).isEqualTo("canceled");
    assertThat(reply.json().path("billing").toString())
        .isEqualTo("{\"mode\":\"credits\",\"credits_charged\":0,\"provider\":\"tavily\"}");
    assertThat(stub.requests()).isEmpty();
  }

  private byte[] next() {
    String rest =
        "Host: localhost\r\nAuthorization: Bearer "
            + account.live()
            + "\r\nConnection: close\r\n\r\n";
    return (new String(ASK_FOR_THE_KEY, UTF_8) + rest).getBytes(UTF_8);
  }

  private static void requireBoth(String answers) {
    assertThat(answers.split("HTTP/1.1 200", -1)).as(answers).hasSize(3);
    assertThat(answers)
        .contains("\"credits_charged\":0.008")
        .contains("\"credits_remaining\":0.992");
    assertThat(stub.requests()).hasSize(1);
  }
}
