package org.toolroute.gateway.protocol.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.RunningGateway;
import org.toolroute.gateway.protocol.mcp.McpClient.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The door of {@code /mcp} and the list behind it, on the whole gateway. */
@Timeout(60)
class McpEndpointIT {
  @AutoClose
  private static final RunningGateway running =
      RunningGateway.start(Map.of("toolroute.mcp.page-size", "5"));

  private static final ProviderStub stub = running.stub();
  private static final GatewayClient rest = running.client();

  private TestAccount account;
  private McpClient mcp;

  @BeforeEach
  void newAccount() {
    account = rest.newAccount();
    mcp = new McpClient(rest.port(), "/mcp", account.live());
  }

  @Test
  void withoutACredentialTheChallengeNamesNoErrorAndNoAuthorizationServer() {
    // When
    Reply reply = new McpClient(rest.port(), "/mcp", "").older("tools/list", "{}");
    // Then
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"toolroute\"");
    assertThat(reply.json().path("id").isNull()).isTrue();
    assertThat(reply.json().path("jsonrpc").stringValue()).isEqualTo("2.0");
    assertThat(reply.json().at("/error/message").stringValue()).contains("gateway key");
    assertThat(reply.json().at("/error/data/code").stringValue()).isEqualTo("invalid_api_key");
  }

  @Test
  void aWrongCredentialIsAnInvalidToken() {
    // When
    Reply reply = new McpClient(rest.port(), "/mcp", "tr_live_wrong").older("tools/list", "{}");
    // Then
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate"))
        .isEqualTo("Bearer realm=\"toolroute\", error=\"invalid_token\"");
  }

  @Test
  void thereIsNoAuthorizationServerToBeFound() {
    // When
    GatewayClient.Reply reply = rest.get("/.well-known/oauth-protected-resource/mcp", "");
    // Then
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.errorCode()).isEqualTo("not_found");
  }

  @Test
  void discoveryTellsRevisionsCapabilitiesAndHowLongTheyHold() {
    // When
    JsonNode result = mcp.current("server/discover", "{}").json().path("result");
    // Then
    assertThat(result.path("supportedVersions").toString())
        .isEqualTo("[\"2026-07-28\",\"2025-11-25\",\"2025-06-18\",\"2025-03-26\"]");
    assertThat(result.path("capabilities").toString())
        .isEqualTo("{\"tools\":{\"listChanged\":true}}");
    assertThat(result.path("cacheScope").stringValue()).isEqualTo("private");
    assertThat(result.path("ttlMs").intValue()).isEqualTo(60_000);
    assertThat(result.path("_meta").path(MetaKeys.SERVER_INFO).path("name").stringValue())
        .isEqualTo("toolroute-gateway");
  }

  @Test
  void thePagesOfTheListHoldEveryToolOnceInOrder() {
    // When
    List<JsonNode> tools = mcp.tools();
    // Then
    List<String> names = tools.stream().map(tool -> tool.path("name").stringValue()).toList();
    assertThat(names).hasSizeGreaterThan(10).isSorted().doesNotHaveDuplicates();
    assertThat(names).contains("tavily__search", "twilio__send_sms", "openai__chat_completion");
    JsonNode search = tool(tools, "tavily__search");
    assertThat(search.path("title").stringValue()).isEqualTo("Web search");
    assertThat(search.at("/inputSchema/additionalProperties").booleanValue()).isFalse();
    assertThat(search.at("/outputSchema/properties/billing/required").size()).isEqualTo(3);
    assertThat(search.path("annotations").toString())
        .isEqualTo(
            "{\"readOnlyHint\":true,\"destructiveHint\":false,\"idempotentHint\":true,"
                + "\"openWorldHint\":true}");
    assertThat(tool(tools, "twilio__send_sms").path("annotations").toString())
        .isEqualTo(
            "{\"readOnlyHint\":false,\"destructiveHint\":false,\"idempotentHint\":false,"
                + "\"openWorldHint\":true}");
  }

  @Test
  void aListSaysOverAndOverHowLongItHoldsAndWhoGaveIt() {
    // Given
    mcp.current("tools/list", "{}");
    mcp.current("server/discover", "{}");
    // When
    JsonNode result = mcp.current("tools/list", "{}").json().path("result");
    // Then
    assertThat(result.propertyNames())
        .containsExactly("resultType", "ttlMs", "cacheScope", "_meta", "tools", "nextCursor");
    assertThat(result.path("resultType").stringValue()).isEqualTo("complete");
    assertThat(result.path("ttlMs").intValue()).isEqualTo(60_000);
    assertThat(result.path("cacheScope").stringValue()).isEqualTo("private");
    assertThat(result.path("_meta").path(MetaKeys.SERVER_INFO).path("name").stringValue())
        .isEqualTo("toolroute-gateway");
  }

  @Test
  void aCursorThatNoPageGaveIsInvalid() {
    assertThat(mcp.current("tools/list", "{'cursor':'%%%'}").errorCode()).isEqualTo(-32602);
    assertThat(mcp.current("tools/list", "{'cursor':7}").errorCode()).isEqualTo(-32602);
    assertThat(mcp.current("tools/list", "{'cursor':''}").errorCode()).isEqualTo(-32602);
    for (String name : new String[] {"\0\0\0", "Tavily__Search", "tavily/search", "nobody__x"}) {
      String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(UTF_8));
      assertThat(mcp.current("tools/list", "{'cursor':'" + cursor + "'}").errorCode())
          .as(name)
          .isEqualTo(-32602);
    }
  }

  /** Whoever lets tools pass by the header knows the listed names only. */
  @ParameterizedTest
  @ValueSource(strings = {"Tavily__Search", "tavily/search", "tavily-search", " tavily__search"})
  void aToolUnderAnotherSpellingIsNoTool(String name) {
    // Given
    String params = "{'name':'" + name + "','arguments':{'query':'camel'}}";
    ObjectNode message = McpClient.message("tools/call", params);
    Map<String, String> headers = new LinkedHashMap<>(McpClient.headers(message));
    headers.put(
        "Mcp-Name", "=?base64?" + Base64.getEncoder().encodeToString(name.getBytes(UTF_8)) + "?=");
    // When
    List<McpClient.Reply> replies =
        List.of(mcp.send(message.toString(), headers), mcp.older("tools/call", params));
    // Then
    assertThat(replies)
        .allSatisfy(reply -> {
          assertThat(reply.errorCode()).as(reply.json().toString()).isEqualTo(-32602);
          assertThat(reply.json().at("/error/data/code").asString())
              .isIn("unknown_tool", "unknown_operation");
        });
  }

  @Test
  void whatAKeyMayNotCallIsNeitherListedNorCallable() {
    // Given
    String key =
        rest.admin(
                "POST",
                "/admin/v1/accounts/" + account.id() + "/keys",
                "{\"environment\":\"live\",\"allowed_tools\":[\"context7\",\"tavily__search\"]}")
            .json()
            .path("key")
            .asString();
    McpClient limited = new McpClient(rest.port(), "/mcp", key);
    // When
    List<JsonNode> seen = limited.tools();
    List<JsonNode> seenByAnother = mcp.tools();
    JsonNode call = limited.call("twilio__send_sms", "{'to':'+15005550006'}").json().path("result");
    // Then
    assertThat(seen)
        .extracting(tool -> tool.path("name").stringValue())
        .contains("tavily__search")
        .allMatch(name -> name.equals("tavily__search") || name.startsWith("context7__"));
    assertThat(seenByAnother).hasSizeGreaterThan(seen.size());
    assertThat(call.path("isError").booleanValue()).isTrue();
    assertThat(call.at("/structuredContent/error/code").stringValue())
        .isEqualTo("tool_not_allowed");
    assertThat(stub.requests()).isEmpty();
  }

  private static JsonNode tool(List<JsonNode> tools, String name) {
    return tools.stream()
        .filter(tool -> tool.path("name").stringValue().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
