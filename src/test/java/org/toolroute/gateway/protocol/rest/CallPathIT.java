package org.toolroute.gateway.protocol.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/** The published promises of register, execute and delete, over the wire. */
class CallPathIT {
  private static final String SHARED = "tvly-shared-0123456789abcdef";
  private static final String OWN = "tvly-own-0123456789abcdef";
  private static final String QUESTION = "{\"query\":\"camel\",\"search_depth\":\"basic\"}";
  private static final String SEARCH_ANSWER =
      """
      {"query":"camel","images":[],"results":[],"response_time":0.4,"request_id":"r1"}\
      """;

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayClient client;

  private TestAccount account;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway = TestGateway.start(database, stub);
    client = gateway.client();
    client.shareKey("tavily", SHARED);
    client.shareKey("twilio", "AC00000000000000000000000000000000:shared-token-0123456789");
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
    stub.answers(Answer.json(200, SEARCH_ANSWER));
    stub.forgetRequests();
  }

  @Test
  void withoutAnOwnKeyTheSharedKeyIsUsedAndCreditsAreDeducted() {
    // Given
    client.topUp(account.id(), "42.50", "invoice-1");
    // When
    Reply reply = client.execute(account.live(), "tavily", "search", QUESTION);
    // Then
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().at("/billing").toString())
        .isEqualTo("{\"mode\":\"credits\",\"credits_charged\":0.008,\"provider\":\"tavily\"}");
    assertThat(reply.json().at("/result/query").stringValue()).isEqualTo("camel");
    assertThat(stub.requests()).hasSize(1);
    assertThat(stub.requests().getFirst().header("authorization")).isEqualTo("Bearer " + SHARED);
    assertThat(balance()).isEqualTo("42.492");
  }

  @Test
  void anOwnKeyIsUsedAtZeroCreditsAlsoWithAnEmptyBalance() {
    // Given
    client.register(account.live(), "tavily", OWN);
    // When
    Reply reply = client.execute(account.live(), "tavily", "search", QUESTION);
    // Then
    assertThat(reply.json().at("/billing").toString())
        .isEqualTo("{\"mode\":\"byok\",\"credits_charged\":0,\"provider\":\"tavily\"}");
    assertThat(stub.requests().getFirst().header("authorization")).isEqualTo("Bearer " + OWN);
    assertThat(balance()).isEqualTo("0");
  }

  @Test
  void aRejectedOwnKeyIsSaidSoAndNeverBecomesACallOnCredits() {
    // Given
    client.topUp(account.id(), "5", "invoice-1");
    client.register(account.live(), "tavily", OWN);
    stub.answers(Answer.json(401, "{\"detail\":{\"error\":\"Unauthorized: bad key\"}}"));
    // When
    Reply reply = client.execute(account.live(), "tavily", "search", QUESTION);
    // Then
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.errorCode()).isEqualTo("byok_key_rejected");
    assertThat(reply.json().at("/error/upstream/status").intValue()).isEqualTo(401);
    assertThat(reply.json().at("/billing").toString())
        .isEqualTo("{\"mode\":\"byok\",\"credits_charged\":0,\"provider\":\"tavily\"}");
    assertThat(stub.requests()).hasSize(1);
    assertThat(balance()).isEqualTo("5.00");
    assertThat(client.get("/api/v1/byok", account.live()).json().at("/data/0/status").stringValue())
        .isEqualTo("rejected");
  }

  @Test
  void theCallAfterADeleteRunsOnCreditsAgain() {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    String id = client.register(account.live(), "tavily", OWN).json().path("id").stringValue();
    client.execute(account.live(), "tavily", "search", QUESTION);
    // When
    Reply deleted = client.delete("/api/v1/byok/" + id, account.live());
    Reply reply = client.execute(account.live(), "tavily", "search", QUESTION);
    // Then
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(reply.json().at("/billing/mode").stringValue()).isEqualTo("credits");
    assertThat(stub.requests().getLast().header("authorization")).isEqualTo("Bearer " + SHARED);
  }

  @Test
  void anEmptyBalanceIsRefusedBeforeAnythingGoesUpstream() {
    // When
    Reply reply = client.execute(account.live(), "tavily", "search", QUESTION);
    // Then
    assertThat(reply.status()).isEqualTo(402);
    assertThat(reply.errorCode()).isEqualTo("insufficient_credits");
    assertThat(reply.json().at("/error/needed").decimalValue().toPlainString()).isEqualTo("0.008");
    assertThat(reply.json().at("/error/limit_source").stringValue()).isEqualTo("credits");
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void aProvidersServerErrorChargesNothing() {
    // Given
    client.topUp(account.id(), "1", "invoice-1");
    stub.answers(Answer.json(503, "{\"detail\":\"down\"}"));
    // When
    Reply reply = client.execute(account.live(), "tavily", "search", QUESTION);
    // Then
    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.errorCode()).isEqualTo("provider_error");
    assertThat(balance()).isEqualTo("1.00");
  }

  @Test
  void freeToolsNeedNeitherKeyNorCredits() {
    // Given
    stub.answers(Answer.json(200, "{\"results\":[]}"));
    // When
    Reply reply =
        client.execute(
            account.live(),
            "context7",
            "search_library",
            "{\"libraryName\":\"camel\",\"query\":\"routes\"}");
    // Then
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().at("/billing/mode").stringValue()).isEqualTo("free");
    assertThat(stub.requests().getFirst().headers()).doesNotContainKey("authorization");
  }

  @Test
  void theKeyOfTwoPartsBecomesBasicAndTheSidStandsInThePath() {
    // Given
    String sid = "AC11111111111111111111111111111111";
    client.register(account.live(), "twilio", sid + ":0123456789abcdef0123456789abcdef");
    stub.answers(Answer.json(200, "{\"balance\":\"1.00\",\"currency\":\"USD\"}"));
    // When
    Reply reply = client.execute(account.live(), "twilio", "get_balance", "{}");
    // Then
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(stub.requests().getFirst().target().getRawPath())
        .isEqualTo("/2010-04-01/Accounts/" + sid + "/Balance.json");
    assertThat(stub.requests().getFirst().header("authorization"))
        .isEqualTo(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString((sid + ":0123456789abcdef0123456789abcdef").getBytes()));
  }

  @Test
  void nothingOfTheCallersRequestReachesTheProviderUnlessListed() {
    // Given
    client.register(account.live(), "tavily", OWN);
    // When
    client.execute(
        account.live(),
        "tavily",
        "search",
        QUESTION,
        Map.of(
            "Cookie", "session=1", "X-Forwarded-For", "10.0.0.1", "CamelHttpUri", "http://evil"));
    // Then
    assertThat(stub.requests().getFirst().headers().keySet())
        .containsExactlyInAnyOrder(
            "accept",
            "accept-encoding",
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "host");
  }

  @Test
  void testKeysReachNothingOutsideAndSpendTestCredits() {
    // When
    Reply reply = client.execute(account.test(), "tavily", "search", QUESTION);
    // Then
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().at("/billing/mode").stringValue()).isEqualTo("credits");
    assertThat(stub.requests()).isEmpty();
    assertThat(
            client
                .get("/api/v1/key", account.test())
                .json()
                .path("credits_remaining")
                .decimalValue()
                .toPlainString())
        .isEqualTo("99.992");
  }

  private String balance() {
    return client
        .get("/api/v1/key", account.live())
        .json()
        .path("credits_remaining")
        .decimalValue()
        .toPlainString();
  }
}
