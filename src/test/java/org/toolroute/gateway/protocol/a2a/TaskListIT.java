package org.toolroute.gateway.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import tools.jackson.databind.JsonNode;

/** Lists of tasks: in order, in pages, filtered, and never larger than the gateway can bear. */
class TaskListIT {
  @AutoClose private static final RunningAgent agent = RunningAgent.start();
  private static final A2aClient a2a = agent.a2a();

  private TestAccount account;

  @BeforeEach
  void newAccount() {
    account = agent.newAccount();
  }

  @Test
  void pagesHoldEachTaskOnceLastChangedFirst() {
    // Given
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      sent.add(a2a.send(account.live(), A2aClient.SEARCH).path("id").asString());
    }
    // When
    List<String> listed = new ArrayList<>();
    String token = "";
    do {
      JsonNode page = list("{\"pageSize\":3,\"pageToken\":\"" + token + "\"}");
      assertThat(page.path("pageSize").asInt()).isEqualTo(3);
      assertThat(page.path("totalSize").asInt()).isEqualTo(7);
      page.path("tasks").forEach(task -> listed.add(task.path("id").asString()));
      token = page.path("nextPageToken").asString();
    } while (!token.isEmpty());
    // Then
    assertThat(listed).isEqualTo(sent.reversed());
  }

  @Test
  void artifactsAreLeftOutUnlessAskedFor() {
    // Given
    JsonNode task = a2a.send(account.live(), A2aClient.SEARCH);
    // When
    JsonNode without = list("{}").at("/tasks/0");
    JsonNode with = list("{\"includeArtifacts\":true}").at("/tasks/0");
    // Then
    assertThat(without.has("artifacts")).isFalse();
    assertThat(without.path("metadata")).isEqualTo(task.path("metadata"));
    assertThat(with).isEqualTo(task);
  }

  @Test
  void filtersByContextStateAndTime() {
    // Given
    JsonNode completed = a2a.send(account.live(), A2aClient.SEARCH);
    JsonNode rejected = a2a.send(account.live(), "{\"tool\":\"nobody\"}");
    // Then
    assertThat(ids("{\"contextId\":" + completed.path("contextId") + "}"))
        .containsExactly(completed.path("id").asString());
    assertThat(ids("{\"status\":\"TASK_STATE_REJECTED\"}"))
        .containsExactly(rejected.path("id").asString());
    assertThat(ids("{\"statusTimestampAfter\":" + rejected.at("/status/timestamp") + "}"))
        .containsExactly(rejected.path("id").asString());
    assertThat(ids("{\"status\":\"TASK_STATE_WORKING\"}")).isEmpty();
  }

  @Test
  void overHttpTheFiltersStandInTheQuery() {
    // Given
    JsonNode task = a2a.send(account.live(), A2aClient.SEARCH);
    a2a.send(account.live(), "{\"tool\":\"nobody\"}");
    // When
    Reply reply =
        a2a.rest(
            "GET",
            "/tasks?status=TASK_STATE_COMPLETED&pageSize=5&includeArtifacts=true",
            account.live(),
            "");
    // Then
    assertThat(reply.json().path("tasks")).hasSize(1);
    assertThat(reply.json().at("/tasks/0")).isEqualTo(task);
    assertThat(reply.json().path("nextPageToken").asString("none")).isEmpty();
  }

  @Test
  void aPageOfLargeResultsIsCutAndGoesOn() {
    // Given
    agent
        .stub()
        .answers(
            Answer.json(
                200, "{\"query\":\"" + "x".repeat(700_000) + "\",\"images\":[],\"results\":[]}"));
    for (int i = 0; i < 8; i++) {
      a2a.send(account.live(), A2aClient.SEARCH);
    }
    // When
    Reply first =
        a2a.call(account.live(), "ListTasks", "{\"includeArtifacts\":true,\"pageSize\":100}");
    JsonNode page = first.json().path("result");
    JsonNode rest =
        list(
            "{\"includeArtifacts\":true,\"pageSize\":100,\"pageToken\":"
                + page.path("nextPageToken")
                + "}");
    // Then
    assertThat(first.text().length()).isLessThan(5 * 1024 * 1024);
    assertThat(page.path("tasks")).isNotEmpty();
    assertThat(page.path("tasks").size() + rest.path("tasks").size()).isEqualTo(8);
    assertThat(rest.path("nextPageToken").asString("none")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"pageSize\":0}",
        "{\"pageSize\":101}",
        "{\"pageSize\":1.5}",
        "{\"pageToken\":\"x\"}",
        "{\"pageToken\":\"999999999999.0.ffffffff-ffff-ffff-ffff-fffffffffffg\"}",
        "{\"status\":\"completed\"}",
        "{\"statusTimestampAfter\":\"yesterday\"}",
        "{\"statusTimestampAfter\":\"+1000000000-12-31T23:59:59Z\"}",
        "{\"historyLength\":-1}",
        "{\"includeArtifacts\":\"perhaps\"}"
      })
  void whatCannotBeListedIsRefused(String params) {
    assertThat(A2aClient.errorCode(a2a.call(account.live(), "ListTasks", params)))
        .isEqualTo(-32602);
  }

  @Test
  void theLargestCursorIsNoError() {
    assertThat(
            ids("{\"pageToken\":\"999999999999.999999999.ffffffff-ffff-ffff-ffff-ffffffffffff\"}"))
        .isEmpty();
  }

  @Test
  void nothingOfTheInputIsStored() {
    // Given
    JsonNode task =
        a2a.send(
            account.live(), A2aClient.SEARCH.replace("\"camel\"", "\"input-that-nobody-keeps\""));
    // When
    List<String> rows =
        JdbcClient.create(agent.running().database().owner())
            .sql("SELECT a2a_task::text FROM a2a_task WHERE task_id = :id::uuid")
            .param("id", task.path("id").asString())
            .query(String.class)
            .list();
    // Then
    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst()).contains("completed").doesNotContain("nobody-keeps");
  }

  private JsonNode list(String params) {
    return a2a.call(account.live(), "ListTasks", params).json().path("result");
  }

  private List<String> ids(String params) {
    return list(params)
        .path("tasks")
        .valueStream()
        .map(task -> task.path("id").asString())
        .toList();
  }
}
