package org.toolroute.gateway.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.account.OpenStreams;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;

/** Many streams of one key: limited by themselves, cheap while idle, forgotten when closed. */
class ManyStreamsIT {
  private static final int STREAMS = 6;

  private static RunningAgent agent;
  private static A2aClient a2a;

  private final List<EventReader> open = new ArrayList<>();
  private TestAccount account;
  private String task = "";

  @BeforeAll
  static void start() {
    agent =
        RunningAgent.start(
            Map.of(
                "toolroute.streams.per-key",
                String.valueOf(STREAMS),
                "toolroute.streams.per-account",
                String.valueOf(STREAMS + 1),
                "toolroute.limits.concurrent-requests",
                "2",
                "toolroute.limits.requests-per-minute",
                "60"));
    a2a = agent.a2a();
  }

  @AfterAll
  static void stop() {
    agent.close();
  }

  @BeforeEach
  void subscribeAsOftenAsAllowed() {
    account = agent.newAccount();
    task =
        A2aClient.task(
                a2a.call(
                    account.live(),
                    "SendMessage",
                    A2aClient.prose(A2aClient.newId(), "hello").toString()))
            .path("id")
            .asString();
    for (int i = 0; i < STREAMS; i++) {
      open.add(subscribe(account.live()));
    }
    await().until(() -> open.stream().noneMatch(stream -> stream.events().isEmpty()));
  }

  @AfterEach
  void closeAll() {
    open.forEach(EventReader::close);
    open.clear();
  }

  @Test
  void subscribersDoNotBlockTheFollowUpThatTheyWaitFor() {
    // When
    Reply done =
        a2a.call(account.live(), "SendMessage", A2aClient.followUp(task, A2aClient.SEARCH));
    // Then
    assertThat(A2aClient.state(A2aClient.task(done))).isEqualTo("TASK_STATE_COMPLETED");
    await().until(() -> open.stream().allMatch(EventReader::isOver));
    assertThat(open).allMatch(stream -> stream.sorts().contains("artifactUpdate"));
  }

  @Test
  void oneStreamMoreIsRefusedAndMakesNoTask() {
    // Given
    long before = tasks();
    // When
    Reply subscription = a2a.call(account.live(), "SubscribeToTask", "{\"id\":\"" + task + "\"}");
    Reply call =
        a2a.call(
            account.live(),
            "SendStreamingMessage",
            A2aClient.message(A2aClient.newId(), A2aClient.SEARCH));
    // Then
    assertThat(List.of(subscription, call))
        .allSatisfy(refused -> {
          assertThat(refused.status()).isEqualTo(429);
          assertThat(refused.text()).contains("\"limit\":\"streams_per_key\"");
          assertThat(refused.headers()).containsKey("retry-after");
        });
    assertThat(tasks()).isEqualTo(before);
    assertThat(agent.stub().requests()).isEmpty();
  }

  @Test
  void theOtherKeysOfTheAccountHaveTheRest() {
    // Given
    String sibling = agent.client().newKey(account.id(), "live").path("key").asString();
    open.add(subscribe(sibling));
    await().until(() -> !open.getLast().events().isEmpty());
    // When
    Reply refused = a2a.call(sibling, "SubscribeToTask", "{\"id\":\"" + task + "\"}");
    // Then
    assertThat(refused.text()).contains("\"limit\":\"streams_per_account\"");
  }

  @Test
  void roomIsBackSoonAfterReadersLeave() {
    // Given
    closeAll();
    Instant left = Instant.now();
    // When
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> agent.running().gateway().bean(OpenStreams.class).count() == 0);
    // Then
    assertThat(Duration.between(left, Instant.now())).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void idleStreamsShareOneLookAtTheTable() {
    // Given
    JdbcClient tables = JdbcClient.create(agent.running().database().owner());
    Duration watched = Duration.ofSeconds(6);
    await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
    long before = scans(tables);
    // When
    await().pollDelay(watched).until(() -> true);
    // Then
    assertThat(scans(tables) - before)
        .as("one a second, however many streams")
        .isBetween(1L, watched.toSeconds() + 3);
  }

  @Test
  void aSpentKeyLeavesNoTaskForEachTry() {
    // Given
    Reply last;
    do {
      last = agent.client().execute(account.live(), "tavily", "search", "{\"query\":\"camel\"}");
    } while (last.status() != 429);
    long before = tasks();
    // When
    List<Reply> tries = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      tries.add(
          a2a.call(
              account.live(),
              "SendMessage",
              A2aClient.message(A2aClient.newId(), A2aClient.SEARCH)));
    }
    // Then
    assertThat(tries).filteredOn(reply -> reply.status() == 429).hasSizeGreaterThan(2);
    assertThat(tries)
        .filteredOn(reply -> reply.status() == 429)
        .allMatch(reply -> A2aClient.reason(reply).equals("RATE_LIMITED"));
    long served = tries.stream().filter(reply -> reply.status() == 200).count();
    assertThat(tasks()).isEqualTo(before + served);
  }

  private EventReader subscribe(String key) {
    return EventReader.open(
        agent.client().port(), key, "SubscribeToTask", "{\"id\":\"" + task + "\"}");
  }

  private long tasks() {
    return a2a.call(account.live(), "ListTasks", "{}").json().at("/result/totalSize").asLong();
  }

  private static long scans(JdbcClient tables) {
    return tables
        .sql("SELECT seq_scan + idx_scan FROM pg_stat_user_tables WHERE relname = 'a2a_task'")
        .query(Long.class)
        .single();
  }
}
