package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.RunningGateway;
import tools.jackson.databind.JsonNode;

/**
 * A key is issued for tools that there are, and the operator sees the calls of both environments.
 */
class OperatorViewIT {
  @AutoClose private static final RunningGateway running = RunningGateway.start();
  private static final GatewayClient client = running.client();

  private TestAccount account;

  @BeforeAll
  static void start() {
    running.stub().answers(Search.ANSWER);
    client.shareKey("tavily", Search.SHARED_KEY);
  }

  @BeforeEach
  void newAccount() {
    account = client.newAccount();
    client.topUp(account.id(), "1", "invoice-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[\"nosuch\"] | /allowed_tools/0 | []",
        "[\"context7\",\"tavilly\"] | /allowed_tools/1 | [\"tavily\"]",
        "[\"tavily__serch\"] | /allowed_tools/0 | [\"search\"]",
        "[\"Open Ai\"] | /allowed_tools/0 | [\"openai\"]"
      })
  void aNameThatThereIsNotIsRefusedWithTheNearestOnes(String tools, String pointer, String near) {
    // When
    Reply reply = issue(tools);
    // Then
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.errorCode()).isEqualTo("invalid_request");
    assertThat(reply.json().at("/error/violations/0/pointer").asString()).isEqualTo(pointer);
    assertThat(reply.json().at("/error/nearest").toString()).isEqualTo(near);
  }

  @Test
  void providersAndOperationsAreAllowedAsTheCatalogueSpellsThem() {
    // When
    JsonNode key = issue("[\"Context7\",\"tavily__search\",\"openai\"]").json();
    // Then
    assertThat(key.path("allowed_tools").toString())
        .isEqualTo("[\"context7\",\"openai\",\"tavily__search\"]");
    String secret = key.path("key").stringValue();
    assertThat(Search.call(client, secret)).matches(Search::paid);
    String other = issue("[\"context7\"]").json().path("key").stringValue();
    assertThat(Search.call(client, other).errorCode()).isEqualTo("tool_not_allowed");
    assertThat(issue("[]").status()).isEqualTo(201);
  }

  @Test
  void theOperatorSeesTheCallsOfBothEnvironments() {
    // Given
    String live = Search.call(client, account.live()).json().path("id").asString();
    String test = Search.call(client, account.test()).json().path("id").asString();
    // Then
    assertThat(ids("")).isEqualTo(live);
    assertThat(ids("?environment=live")).isEqualTo(live);
    assertThat(ids("?environment=test&limit=200")).isEqualTo(test);
    assertThat(usage("?environment=both").json().at("/error/violations/0/pointer").asString())
        .isEqualTo("/environment");
  }

  private static String ids(JsonNode page) {
    return String.join(",", page.valueStream().map(row -> row.path("id").asString()).toList());
  }

  private String ids(String query) {
    return ids(usage(query).json().path("data"));
  }

  private Reply usage(String query) {
    return client.admin("GET", "/admin/v1/accounts/" + account.id() + "/usage" + query, "");
  }

  private Reply issue(String tools) {
    return client.admin(
        "POST",
        "/admin/v1/accounts/" + account.id() + "/keys",
        """
        {"environment":"live","allowed_tools":%s}\
        """
            .formatted(tools));
  }
}
