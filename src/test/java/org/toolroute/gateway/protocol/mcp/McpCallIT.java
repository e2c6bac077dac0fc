package org.toolroute.gateway.protocol.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.RunningGateway;
import org.toolroute.gateway.protocol.mcp.McpClient.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls over MCP: the same outcomes, receipts and ledger as over REST, in MCP's form. */
@Timeout(60)
class McpCallIT {
  private static final String QUESTION = "{'query':'camel','search_depth':'basic'}";
  private static final String SEARCH = "{'name':'tavily__search','arguments':" + QUESTION + "}";
  private static final Answer FOUND =
      Answer.json(200, "{\"query\":\"camel\",\"results\":[],\"response_time\":0.4}");

  @AutoClose
  private static final RunningGateway running =
      RunningGateway.start(
          Map.of(
              "toolroute.mcp.progress-interval", "200ms",
              "logging.level.org.toolroute.gateway.protocol.mcp", "debug"));

  private static final ProviderStub stub = running.stub();
  private static final GatewayClient rest = running.client();

  private TestAccount account;
  private McpClient mcp;

  @BeforeAll
  static void start() {
    rest.shareKey("tavily", "tvly-shared-0123456789abcdef");
  }

  @BeforeEach
  void newAccount() {
    account = rest.newAccount();
    mcp = new McpClient(rest.port(), "/mcp", account.live());
    stub.answers(FOUND);
    stub.forgetRequests();
  }

  @Test
  void aCallIsAnsweredWithTheEnvelopeThreeTimes() {
    // Given
    rest.topUp(account.id(), "1", "invoice-1");
    // When
    Reply reply = mcp.call("tavily__search", QUESTION);
    // Then
    JsonNode result = reply.json().path("result");
    assertThat(result.path("isError").booleanValue()).isFalse();
    assertThat(result.at("/structuredContent/result/query").stringValue()).isEqualTo("camel");
    assertThat(result.at("/structuredContent/billing").toString())
        .isEqualTo("{\"mode\":\"credits\",\"credits_charged\":0.008,\"provider\":\"tavily\"}")
        .isEqualTo(result.path("_meta").path("org.toolroute/billing").toString());
    assertThat(result.at("/content/0/text").stringValue())
        .isEqualTo(result.path("structuredContent").toString());
    assertThat(result.path("resultType").stringValue()).isEqualTo("complete");
    assertThat(balance()).isEqualTo("0.992");
    assertThat(usage().at("/data/0/protocol").stringValue()).isEqualTo("mcp");
  }

  @Test
  void theSameCallInAnOlderRevisionHasTheSameOutcome() {
    // Given
    rest.register(account.live(), "tavily", "tvly-own-0123456789abcdef");
    // When
    Reply reply = mcp.older("tools/call", SEARCH);
    // Then
    assertThat(reply.json().at("/result/structuredContent/billing").toString())
        .isEqualTo("{\"mode\":\"byok\",\"credits_charged\":0,\"provider\":\"tavily\"}");
    assertThat(reply.json().path("result").has("resultType")).isFalse();
  }

  @Test
  void missingCreditsAreAResultOfTheCallAndNoHttpError() {
    // When
    Reply reply = mcp.call("tavily__search", QUESTION);
    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(failure(reply)).isEqualTo("insufficient_credits");
    assertThat(stub.requests()).isEmpty();
  }

  @Test
  void aRejectedOwnKeyIsAResultOfTheCallAndChargesNothing() {
    // Given
    rest.topUp(account.id(), "1", "invoice-2");
    rest.register(account.live(), "tavily", "tvly-own-0123456789abcdef");
    stub.answers(Answer.json(401, "{\"detail\":{\"error\":\"Unauthorized\"}}"));
    // When
    Reply reply = mcp.call("tavily__search", QUESTION);
    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(failure(reply)).isEqualTo("byok_key_rejected");
    assertThat(reply.header("WWW-Authenticate")).isEmpty();
    assertThat(balance()).isEqualTo("1.00");
  }

  @Test
  void inputThatDoesNotFitIsAResultThatNamesThePlaces() {
    // When
    Reply reply = mcp.call("tavily__search", "{'query':7}");
    // Then
    assertThat(failure(reply)).isEqualTo("invalid_request");
    assertThat(reply.json().at("/result/structuredContent/error/violations/0/pointer").asString())
        .isEqualTo("/query");
  }

  @Test
  void aNameThatIsNoToolsIsAnErrorWithTheNearestNames() {
    // When
    Reply current = mcp.call("tavly__search", QUESTION);
    Reply older = mcp.older("tools/call", SEARCH.replace("__search", "__serch"));
    // Then
    for (Reply reply : new Reply[] {current, older}) {
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.errorCode()).isEqualTo(-32602);
    }
    assertThat(current.json().at("/error/data/code").stringValue()).isEqualTo("unknown_tool");
    assertThat(current.json().at("/error/data/nearest/0").stringValue()).isEqualTo("tavily");
    assertThat(older.json().at("/error/data/code").stringValue()).isEqualTo("unknown_operation");
    assertThat(older.json().at("/error/data/nearest/0").stringValue()).isEqualTo("search");
  }

  @Test
  void parametersOfTheWrongTypeAreInvalid() {
    assertThat(mcp.older("tools/call", "{'arguments':{}}").errorCode()).isEqualTo(-32602);
    assertThat(mcp.older("tools/call", "{'name':7}").errorCode()).isEqualTo(-32602);
    assertThat(mcp.call("tavily__search", "[]").errorCode()).isEqualTo(-32602);
    assertThat(mcp.older("tools/call", "{'name':'a__b','_meta':{'progressToken':1.5}}").errorCode())
        .isEqualTo(-32602);
  }

  @Test
  void theSameJsonRpcIdTwiceIsTwoCalls() {
    // Given
    rest.topUp(account.id(), "1", "invoice-3");
    // When
    mcp.call("tavily__search", QUESTION);
    mcp.call("tavily__search", QUESTION);
    // Then
    assertThat(stub.requests()).hasSize(2);
    assertThat(balance()).isEqualTo("0.984");
  }

  @Test
  void anIdempotencyKeyInHeaderOrMetaMakesOneCallOfSeveral() {
    // Given
    rest.topUp(account.id(), "1", "invoice-4");
    ObjectNode message = McpClient.message("tools/call", SEARCH);
    Map<String, String> headers = McpClient.headers(message);
    ObjectNode withMeta = message.deepCopy();
    ((ObjectNode) withMeta.at("/params/_meta")).put("org.toolroute/idempotency-key", "once-1");
    // When
    Reply first = mcp.send(withMeta.toString(), headers);
    headers.put("Idempotency-Key", "once-1");
    Reply second = mcp.send(message.put("id", 2).toString(), headers);
    headers.put("Idempotency-Key", "another");
    Reply contradiction = mcp.send(withMeta.toString(), headers);
    // Then
    assertThat(stub.requests()).hasSize(1);
    assertThat(second.json().at("/result/structuredContent/id"))
        .isEqualTo(first.json().at("/result/structuredContent/id"));
    assertThat(contradiction.errorCode()).isEqualTo(-32602);
    assertThat(balance()).isEqualTo("0.992");
  }

  private static String failure(Reply reply) {
    JsonNode result = reply.json().path("result");
    assertThat(result.path("isError").booleanValue()).as(result.toString()).isTrue();
    assertThat(result.at("/structuredContent/billing/credits_charged").toString()).isEqualTo("0");
    return result.at("/structuredContent/error/code").stringValue();
  }

  private String balance() {
    return rest.get("/api/v1/key", account.live()).json().path("credits_remaining").toString();
  }

  private JsonNode usage() {
    return rest.get("/api/v1/usage", account.live()).json();
  }
}
