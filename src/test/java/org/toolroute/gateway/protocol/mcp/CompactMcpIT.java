package org.toolroute.gateway.protocol.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.RunningGateway;
import tools.jackson.databind.JsonNode;

/** The catalogue behind three tools, at the size where that matters. */
@Timeout(60)
class CompactMcpIT {
  private static final int COPIES = 8;
  private static final int TOOLS = 150;

  /** Tokenisers differ; four bytes of English and JSON in a token is the usual estimate. */
  private static final int BYTES_PER_TOKEN = 4;

  @AutoClose private static RunningGateway running;
  private static GatewayClient rest;

  private TestAccount account;
  private McpClient whole;
  private McpClient compact;

  @BeforeAll
  static void start() throws IOException {
    running =
        RunningGateway.start(
            Map.of(
                "toolroute.routes",
                ManyProviders.write(COPIES).toString(),
                "toolroute.mcp.page-size",
                String.valueOf(TOOLS)));
    rest = running.client();
  }

  @BeforeEach
  void newAccount() {
    account = rest.newAccount();
    whole = new McpClient(rest.port(), "/mcp", account.test());
    compact = new McpClient(rest.port(), "/mcp/compact", account.test());
  }

  @Test
  void threeToolsTakeAFractionOfTheRoomOfAll(TestReporter reporter) {
    // When
    JsonNode all = whole.current("tools/list", "{}").json().path("result").path("tools");
    JsonNode three = compact.current("tools/list", "{}").json().path("result").path("tools");
    JsonNode found = answer("search_tools", "{'query':'search the web'}");
    JsonNode described = answer("describe_tool", "{'name':'tavily__search'}");
    // Then
    int before = tokens(all);
    int fixed = tokens(three);
    int firstCall = fixed + tokens(found) + tokens(described);
    reporter.publishEntry(
        "%d tools: %d tokens; compact: %d tokens, with the first search and description %d"
            .formatted(all.size(), before, fixed, firstCall));
    assertThat(all.size()).isEqualTo(TOOLS);
    assertThat(three.size()).isEqualTo(3);
    assertThat(fixed * 100).isLessThan(before);
    assertThat(firstCall * 20).isLessThan(before);
  }

  @Test
  void aToolIsFoundDescribedAndCalled() {
    // When
    JsonNode found = answer("search_tools", "{'query':'web search','limit':3}");
    JsonNode described = answer("describe_tool", "{'name':'tavily__search'}");
    JsonNode called =
        answer(
            "call_tool",
            "{'name':'tavily__search','arguments':{'query':'camel','search_depth':'basic'}}");
    // Then
    assertThat(found.path("tools").size()).isEqualTo(3);
    assertThat(found.at("/tools/0/name").stringValue()).isEqualTo("tavily__search");
    assertThat(described.at("/tool/inputSchema/required/0").stringValue()).isEqualTo("query");
    assertThat(called.at("/billing/credits_charged").toString()).isEqualTo("0.008");
  }

  @Test
  void whatAKeyMayNotCallIsNeitherFoundNorDescribedNorCalled() {
    // Given
    String key =
        rest.admin(
                "POST",
                "/admin/v1/accounts/" + account.id() + "/keys",
                "{\"environment\":\"test\",\"allowed_tools\":[\"context7\"]}")
            .json()
            .path("key")
            .asString();
    compact = new McpClient(rest.port(), "/mcp/compact", key);
    // When
    JsonNode found = answer("search_tools", "{'query':'tavily search','limit':25}");
    // Then
    assertThat(found.path("tools").valueStream())
        .allMatch(tool -> tool.path("name").stringValue().startsWith("context7__"));
    assertThat(failure("describe_tool", "{'name':'tavily__search'}")).isEqualTo("tool_not_allowed");
    assertThat(failure("call_tool", "{'name':'tavily__search','arguments':{'query':'x'}}"))
        .isEqualTo("tool_not_allowed");
  }

  @Test
  void wrongArgumentsAreResultsThatAModelCanActOn() {
    assertThat(failure("search_tools", "{}")).isEqualTo("invalid_request");
    assertThat(failure("search_tools", "{'query':'x','limit':26}")).isEqualTo("invalid_request");
    assertThat(failure("search_tools", "{'query':'x','page':2}")).isEqualTo("invalid_request");
    assertThat(failure("describe_tool", "{'name':'tavly__search'}")).isEqualTo("unknown_tool");
    assertThat(failure("call_tool", "{'name':'tavily__serch','arguments':{}}"))
        .isEqualTo("unknown_operation");
    assertThat(compact.call("nothing", "{}").errorCode()).isEqualTo(-32602);
  }

  private static int tokens(JsonNode json) {
    return json.toString().length() / BYTES_PER_TOKEN;
  }

  private JsonNode answer(String tool, String arguments) {
    JsonNode result = compact.call(tool, arguments).json().path("result");
    assertThat(result.path("isError").booleanValue()).as(result.toString()).isFalse();
    return result.path("structuredContent");
  }

  private String failure(String tool, String arguments) {
    JsonNode result = compact.call(tool, arguments).json().path("result");
    assertThat(result.path("isError").booleanValue()).as(result.toString()).isTrue();
    return result.at("/structuredContent/error/code").stringValue();
  }
}
