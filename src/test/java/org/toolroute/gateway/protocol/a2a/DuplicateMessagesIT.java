package org.toolroute.gateway.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import tools.jackson.databind.JsonNode;

/** One messageId is one task, one upstream call and one charge, however often it is sent. */
class DuplicateMessagesIT {
  private static final int CALLERS = 16;
  @AutoClose private static final RunningAgent agent = RunningAgent.start();
  private static final A2aClient a2a = agent.a2a();

  private final String message = A2aClient.newId();
  private TestAccount account;

  @BeforeEach
  void newAccount() {
    account = agent.newAccount();
  }

  @Test
  void aRepeatedMessageIsAnsweredByItsTask() {
    // Given
    Reply first = send(message, A2aClient.SEARCH);
    agent.stub().answers(Answer.json(200, "{\"query\":\"another\",\"results\":[]}"));
    // When
    Reply again = send(message, A2aClient.SEARCH);
    // Then
    assertThat(A2aClient.state(A2aClient.task(first))).isEqualTo("TASK_STATE_COMPLETED");
    assertThat(again.text()).isEqualTo(first.text());
    requireOnePaidCall();
  }

  @Test
  void repetitionsAtTheSameMomentWaitForTheOneCall() throws Exception {
    // Given
    CountDownLatch released = new CountDownLatch(1);
    agent
        .stub()
        .answers(_ -> {
          awaitUninterrupted(released);
          return A2aClient.ANSWER;
        });
    // When
    List<Reply> replies = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> running = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        running.add(threads.submit(() -> send(message, A2aClient.SEARCH)));
      }
      await().until(() -> !agent.stub().requests().isEmpty());
      released.countDown();
      for (Future<Reply> reply : running) {
        replies.add(reply.get());
      }
    }
    // Then
    assertThat(replies)
        .allMatch(reply -> A2aClient.state(A2aClient.task(reply)).equals("TASK_STATE_COMPLETED"));
    assertThat(replies.stream().map(Reply::text).distinct()).hasSize(1);
    requireOnePaidCall();
  }

  @Test
  void anotherCallUnderTheSameIdIsRejected() {
    // Given
    send(message, A2aClient.SEARCH);
    // When
    Reply other = send(message, A2aClient.SEARCH.replace("camel", "dromedary"));
    // Then
    JsonNode task = A2aClient.task(other);
    assertThat(A2aClient.state(task)).isEqualTo("TASK_STATE_REJECTED");
    assertThat(A2aClient.failure(task).at("/error/code").asString())
        .isEqualTo("idempotency_mismatch");
    requireOnePaidCall();
  }

  @Test
  void theSameCallWrittenDifferentlyIsStillOneCall() {
    // Given
    JsonNode first = A2aClient.task(send(message, A2aClient.SEARCH));
    // When
    JsonNode again =
        A2aClient.task(
            send(
                message,
                "{\"operation\":\"search\",\"tool\":\"tavily\","
                    + "\"input\":{\"search_depth\":\"basic\",\"query\":\"camel\"}}"));
    // Then
    assertThat(A2aClient.envelope(again)).isEqualTo(A2aClient.envelope(first));
    requireOnePaidCall();
  }

  @Test
  void theIdIsTheIdempotencyKeyOfRest() {
    // Given
    JsonNode task = A2aClient.task(send(message, A2aClient.SEARCH));
    // When
    Reply rest =
        agent
            .client()
            .send(
                "POST",
                "/api/v1/execute",
                account.live(),
                A2aClient.SEARCH,
                Map.of("Idempotency-Key", message));
    // Then
    assertThat(rest.json()).isEqualTo(A2aClient.envelope(task));
    requireOnePaidCall();
  }

  @Test
  void aRefusalBeforeAnythingWasSentIsNotRemembered() {
    // Given
    TestAccount poor = agent.client().newAccount();
    String params = A2aClient.message(message, A2aClient.SEARCH);
    JsonNode refused = A2aClient.task(a2a.call(poor.live(), "SendMessage", params));
    agent.client().topUp(poor.id(), "1", "invoice-1");
    // When
    JsonNode served = A2aClient.task(a2a.call(poor.live(), "SendMessage", params));
    // Then
    assertThat(A2aClient.state(refused)).isEqualTo("TASK_STATE_FAILED");
    assertThat(A2aClient.state(served)).isEqualTo("TASK_STATE_COMPLETED");
    assertThat(served.path("id")).isNotEqualTo(refused.path("id"));
    assertThat(a2a.get(poor.live(), refused.path("id").asString())).isEqualTo(refused);
  }

  @Test
  void anErrorOfTheProviderIsRemembered() {
    // Given
    agent.stub().answers(Answer.json(500, "{\"detail\":\"down\"}"));
    Reply first = send(message, A2aClient.SEARCH);
    agent.stub().answers(A2aClient.ANSWER);
    // When
    Reply again = send(message, A2aClient.SEARCH);
    // Then
    assertThat(A2aClient.failure(A2aClient.task(first)).at("/error/code").asString())
        .isEqualTo("provider_error");
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(agent.stub().requests()).hasSize(1);
    assertThat(agent.balance(account)).isEqualTo("1");
  }

  @Test
  void aRepeatedFollowUpIsAnsweredByTheTaskThatItCompleted() {
    // Given
    JsonNode asked =
        A2aClient.task(
            a2a.call(
                account.live(),
                "SendMessage",
                A2aClient.prose(A2aClient.newId(), "search").toString()));
    String followUp = A2aClient.followUp(asked.path("id").asString(), A2aClient.SEARCH);
    Reply first = a2a.call(account.live(), "SendMessage", followUp);
    // When
    Reply again = a2a.call(account.live(), "SendMessage", followUp);
    // Then
    assertThat(A2aClient.state(A2aClient.task(first))).isEqualTo("TASK_STATE_COMPLETED");
    assertThat(again.text()).isEqualTo(first.text());
    requireOnePaidCall();
  }

  @Test
  void theSameIdOfTwoAccountsIsTwoMessages() {
    // Given
    TestAccount stranger = agent.newAccount();
    JsonNode mine = A2aClient.task(send(message, A2aClient.SEARCH));
    // When
    JsonNode theirs =
        A2aClient.task(
            a2a.call(stranger.live(), "SendMessage", A2aClient.message(message, A2aClient.SEARCH)));
    // Then
    assertThat(theirs.path("id")).isNotEqualTo(mine.path("id"));
    assertThat(A2aClient.envelope(theirs).path("id"))
        .isNotEqualTo(A2aClient.envelope(mine).path("id"));
    assertThat(agent.stub().requests()).hasSize(2);
  }

  @Test
  void anIdThatIsNoKeyIsOneCallToo() {
    // Given
    String wordy = "die Suche von heute früh";
    Reply first = send(wordy, A2aClient.SEARCH);
    // When
    Reply again = send(wordy, A2aClient.SEARCH);
    // Then
    assertThat(A2aClient.state(A2aClient.task(first))).isEqualTo("TASK_STATE_COMPLETED");
    assertThat(again.text()).isEqualTo(first.text());
    requireOnePaidCall();
  }

  private Reply send(String id, String data) {
    return a2a.call(account.live(), "SendMessage", A2aClient.message(id, data));
  }

  private void requireOnePaidCall() {
    assertThat(agent.stub().requests()).hasSize(1);
    assertThat(agent.balance(account)).isEqualTo("0.992");
    assertThat(agent.client().admin("GET", "/admin/v1/ledger/audit", "").json().path("mismatches"))
        .isEmpty();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
