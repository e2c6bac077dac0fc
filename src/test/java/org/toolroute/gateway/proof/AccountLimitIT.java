package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

/** What the operator lets an account spend is set, shown and taken away over HTTP, and it holds. */
class AccountLimitIT {
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

  @Test
  void aCallBeyondTheLimitIsRefusedAndNamesIt() {
    // Given
    assertThat(set("?environment=live", "0.02", "month").json()).isEqualTo(read("").json());
    Reply first = Search.call(client, account.live());
    Reply second = Search.call(client, account.live());
    // When
    Reply third = Search.call(client, account.live());
    // Then
    assertThat(List.of(first, second)).allMatch(Search::paid);
    assertThat(third.status()).isEqualTo(402);
    assertThat(third.errorCode()).isEqualTo("insufficient_credits");
    assertThat(third.json().at("/error/limit_source").asString()).isEqualTo("account_limit");
    assertThat(third.json().at("/error/available").decimalValue()).isEqualByComparingTo("0.004");
    JsonNode limit = read("").json();
    assertThat(limit.path("environment").asString()).isEqualTo("live");
    assertThat(limit.path("amount").decimalValue()).isEqualByComparingTo("0.02");
    assertThat(limit.path("period").asString()).isEqualTo("month");
    assertThat(limit.path("used").decimalValue()).isEqualByComparingTo("0.016");
    assertThat(limit.path("held").decimalValue()).isZero();
    assertThat(new Books(client).usage(account.live())).as("refused calls are no rows").hasSize(2);
    client.register(account.live(), "tavily", Search.OWN_KEY);
    assertThat(Search.call(client, account.live()).status()).as("with an own key").isEqualTo(200);
  }

  @Test
  void aRaisedAndARemovedLimitLetCallsThroughAtOnce() {
    // Given
    set("", "0.001", "total");
    assertThat(Search.call(client, account.live()).status()).isEqualTo(402);
    // When
    set("", "0.008", "total");
    Reply raised = Search.call(client, account.live());
    Reply removed = remove("");
    // Then
    assertThat(raised).matches(Search::paid);
    assertThat(removed.status()).isEqualTo(204);
    assertThat(Search.call(client, account.live())).matches(Search::paid);
    assertThat(read("").status()).isEqualTo(404);
    assertThat(remove("").status()).as("again").isEqualTo(204);
  }

  @Test
  void theTestBalanceHasALimitOfItsOwn() {
    // Given
    set("?environment=test", "0.001", "day");
    // When
    Reply test = Search.call(client, account.test());
    Reply live = Search.call(client, account.live());
    // Then
    assertThat(test.json().at("/error/limit_source").asString()).isEqualTo("account_limit");
    assertThat(live).matches(Search::paid);
    assertThat(read("").errorCode()).isEqualTo("not_found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"amount\":0,\"period\":\"day\"} | /amount",
        "{\"amount\":-1,\"period\":\"day\"} | /amount",
        "{\"amount\":0.0000001,\"period\":\"day\"} | /amount",
        "{\"amount\":1e30,\"period\":\"day\"} | /amount",
        "{\"amount\":\"1\",\"period\":\"day\"} | /amount",
        "{\"period\":\"day\"} | /amount",
        "{\"amount\":1} | /period",
        "{\"amount\":1,\"period\":\"week\"} | /period",
        "{\"amount\":1,\"period\":\"day\",\"window\":1} | /window"
      })
  void aLimitThatIsNoneIsRefusedWithTheMemberAtFault(String body, String pointer) {
    // When
    Reply reply = client.admin("PUT", path(""), body);
    // Then
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.errorCode()).isEqualTo("invalid_request");
    assertThat(reply.json().at("/error/violations/0/pointer").asString()).isEqualTo(pointer);
    assertThat(read("").status()).isEqualTo(404);
  }

  @Test
  void anAccountOrAnEnvironmentThatThereIsNotHasNoLimit() {
    for (String method : List.of("GET", "PUT", "DELETE")) {
      for (String id : List.of("acct_00000000000000000000000000000000", "x")) {
        String body = method.equals("PUT") ? "{\"amount\":1,\"period\":\"day\"}" : "";
        Reply reply = client.admin(method, "/admin/v1/accounts/" + id + "/limit", body);
        assertThat(reply.status()).as(method + " " + id).isEqualTo(404);
      }
    }
    assertThat(read("?environment=prod").json().at("/error/violations/0/pointer").asString())
        .isEqualTo("/environment");
    assertThat(client.get(path(""), account.live()).status()).as("a caller").isEqualTo(401);
  }

  private Reply set(String query, String amount, String period) {
    return client.admin(
        "PUT",
        path(query),
        """
        {"amount":%s,"period":"%s"}\
        """
            .formatted(amount, period));
  }

  private Reply read(String query) {
    return client.admin("GET", path(query), "");
  }

  private Reply remove(String query) {
    return client.admin("DELETE", path(query), "");
  }

  private String path(String query) {
    return "/admin/v1/accounts/" + account.id() + "/limit" + query;
  }
}
