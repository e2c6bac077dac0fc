package org.toolroute.gateway.proof.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.RunningGateway;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every name in a list of tools is accepted back by every door, with the example beside it. */
class ListedNamesIT {
  private static final Map<String, String> OWN_KEYS =
      Map.of(
          "openai", "sk-proj-test-0123456789abcdef",
          "tavily", "tvly-test-0123456789abcdef",
          "twilio", "AC0123456789abcdef0123456789abcdef:test-token-0123456789");

  @AutoClose private static final RunningGateway running = RunningGateway.start();
  private static final ProviderStub provider = running.stub();
  private static final GatewayClient client = running.client();
  private static TestAccount account;

  @BeforeAll
  static void start() {
    account = client.newAccount();
    OWN_KEYS.forEach((name, key) ->
        assertThat(client.register(account.test(), name, key).status()).isEqualTo(201));
  }

  @Test
  void bothListsHoldTheSameNames() {
    assertThat(mcpTools().stream().map(tool -> tool.path("name").asString()))
        .hasSizeGreaterThan(10)
        .containsExactlyElementsOf(
            catalogue("").stream().map(tool -> tool.path("name").asString()).toList());
  }

  @Test
  void theCatalogueInTheFormOfMcpIsMcpsOwnList() {
    assertThat(catalogue("&format=mcp")).isEqualTo(mcpTools());
  }

  @Test
  void everyListedNameIsServedBeforeEveryDoor() {
    for (JsonNode tool : catalogue("")) {
      String[] name = tool.path("name").stringValue().split("__", -1);
      assertThat(name).hasSize(2);
      // When
      Call call = new Call(name[0], name[1], tool.at("/example/input").toString());
      List<Outcome> outcomes =
          Door.all(client).stream().map(door -> door.call(account.test(), call)).toList();
      // Then
      assertThat(outcomes)
          .allSatisfy(outcome -> assertThat(outcome.served()).as(outcome.reply().text()).isTrue());
      assertThat(outcomes.stream().map(Outcome::result).distinct()).hasSize(1);
    }
    assertThat(provider.requests()).isEmpty();
  }

  private static List<JsonNode> catalogue(String form) {
    JsonNode page = client.get("/api/v1/tools?limit=200" + form, account.test()).json();
    assertThat(page.path("next_cursor").isNull()).isTrue();
    return page.path("data").valueStream().toList();
  }

  private static List<JsonNode> mcpTools() {
    McpDoor mcp = new McpDoor(client, McpDoor.Face.CURRENT);
    List<JsonNode> tools = new ArrayList<>();
    ObjectNode params = Door.object();
    JsonNode page;
    do {
      page = mcp.list(account.test(), params);
      page.path("tools").forEach(tools::add);
      params = Door.object();
      params.set("cursor", page.path("nextCursor"));
    } while (page.has("nextCursor"));
    return tools;
  }
}
