package org.toolroute.gateway.proof.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.CapturedLogs;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.ProviderStub.Request;
import org.toolroute.gateway.parts.RunningGateway;
import org.toolroute.gateway.proof.Canary;
import org.toolroute.gateway.proof.DatabaseDump;
import org.toolroute.gateway.proof.ImpatientRoutes;
import org.toolroute.gateway.proof.RawAnswers;

/** Whatever a provider does with a key, no door lets it out, and nothing keeps it. */
class CanaryOverEveryDoorIT {
  private static final Canary OWN =
      new Canary("the caller's key", "tvly-Own/c4n4ry+0123456789abcdef==");
  private static final Canary SHARED =
      new Canary("the shared key", "tvly-Shared/c4n4ry+fedcba9876543210==");
  private static final List<Canary> CANARIES = new ArrayList<>(List.of(OWN, SHARED));
  private static final List<Outcome> OUTCOMES = new ArrayList<>();
  private static final List<Reply> STREAMS = new ArrayList<>();

  @AutoClose private static final ProviderStub elsewhere = ProviderStub.start();
  @AutoClose private static RunningGateway running;
  @AutoClose private static CapturedLogs logs;
  private static ProviderStub provider;

  @BeforeAll
  static void meetEveryOutcome() throws IOException {
    running =
        RunningGateway.start(
            Map.of(
                "toolroute.routes", ImpatientRoutes.write().toString(),
                "toolroute.breaker.window", "1000",
                "toolroute.breaker.minimum-calls", "1000"));
    provider = running.stub();
    logs = CapturedLogs.start();
    GatewayClient client = running.client();
    client.shareKey("tavily", SHARED.secret());
    TestAccount own = client.newAccount();
    client.register(own.live(), "tavily", OWN.secret());
    TestAccount paying = client.newAccount();
    client.topUp(paying.id(), "1000", "invoice-1");
    for (TestAccount account : List.of(own, paying)) {
      CANARIES.add(new Canary("a gateway key", account.live()));
      Door.all(client).forEach(door -> meet(door, account.live()));
      stream(new A2aDoor(client, A2aDoor.Binding.JSON_RPC), account.live());
    }
  }

  private static void meet(Door door, String key) {
    provider.answers(request -> Answer.json(200, "{\"echo\":\"" + sent(request) + "\"}"));
    expect("", door.call(key, Call.SEARCH));
    expect("", door.call(key, Call.SEARCH.once(door.protocol())));
    expect("", door.call(key, Call.SEARCH.once(door.protocol())));
    provider.answers(request -> Answer.json(401, "{\"error\":\"bad key " + sent(request) + "\"}"));
    expect("key_rejected", door.call(key, Call.SEARCH));
    provider.answers(request ->
        RawAnswers.of(503, "text/html", ("<html>" + sent(request) + "</html>").getBytes(UTF_8)));
    expect("provider_error", door.call(key, Call.SEARCH));
    provider.answers(request ->
        new Answer(
            307,
            Map.of("Location", elsewhere.url() + "/?" + sent(request)),
            sent(request).getBytes(UTF_8)));
    expect("provider_error", door.call(key, Call.SEARCH));
    provider.answers(request -> RawAnswers.gzipped(truncated(sent(request))));
    expect("provider_error", door.call(key, Call.SEARCH));
    CountDownLatch over = new CountDownLatch(1);
    provider.answers(request -> {
      waitFor(over);
      return Scene.FOUND;
    });
    expect("provider_timeout", door.call(key, Call.SEARCH));
    over.countDown();
  }

  private static void stream(A2aDoor door, String key) {
    provider.answers(request -> Answer.json(200, "{\"echo\":\"" + sent(request) + "\"}"));
    STREAMS.add(door.stream(key, Call.SEARCH));
    provider.answers(request -> Answer.json(401, "{\"error\":\"bad key " + sent(request) + "\"}"));
    STREAMS.add(door.stream(key, Call.SEARCH));
  }

  private static void expect(String code, Outcome outcome) {
    assertThat(outcome.code()).as(outcome.reply().text()).endsWith(code);
    assertThat(outcome.served()).isEqualTo(code.isEmpty());
    OUTCOMES.add(outcome);
  }

  @Test
  void noAnswerHoldsASecret() {
    assertThat(OUTCOMES).hasSize(2 * 4 * 8);
    for (Outcome outcome : OUTCOMES) {
      Reply reply = outcome.reply();
      isClean("an answer", reply.headers() + " " + reply.text());
      isClean("an answer without its escapes", outcome.result() + " " + outcome.error());
    }
  }

  @Test
  void noStreamHoldsASecret() {
    assertThat(STREAMS)
        .hasSize(4)
        .allMatch(reply -> reply.headers().get("content-type").startsWith("text/event-stream"))
        .anyMatch(reply -> reply.text().contains("\"echo\":\"[redacted]\""))
        .anyMatch(reply -> reply.text().contains("bad key [redacted]"));
    STREAMS.forEach(reply -> isClean("a stream", reply.headers() + " " + reply.text()));
  }

  @Test
  void theKeyInAnAnswerIsReplacedBeforeEveryDoor() {
    assertThat(OUTCOMES.stream().filter(Outcome::served))
        .hasSize(2 * 4 * 3)
        .allMatch(outcome -> outcome.result().path("echo").asString().equals("[redacted]"));
  }

  @Test
  void noLogLineHoldsASecret() {
    String text = logs.text();
    for (Door door : Door.all(running.client())) {
      assertThat(text).contains("protocol=" + door.protocol());
    }
    isClean("the log", text);
  }

  @Test
  void noMetricHoldsASecret() throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:" + running.gateway().managementPort() + "/actuator/prometheus");
    try (HttpClient http = HttpClient.newHttpClient()) {
      String text = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
      assertThat(text).contains("protocol=\"a2a\"", "protocol=\"mcp\"", "protocol=\"functions\"");
      isClean("the metrics", text);
    }
  }

  @Test
  void noTableHoldsASecret() throws Exception {
    String dump = DatabaseDump.of(running.database().owner());
    assertThat(dump).contains("-- public.a2a_task", "-- public.idempotency_key", "[redacted]");
    isClean("the database", dump);
  }

  @Test
  void noRedirectIsFollowed() {
    assertThat(elsewhere.requests()).isEmpty();
  }

  private static void isClean(String place, String text) {
    CANARIES.forEach(canary -> canary.isNotIn(place, text));
  }

  /** The key as the provider got it. */
  private static String sent(Request request) {
    String key = request.header("authorization").substring("Bearer ".length());
    assertThat(key).isIn(OWN.secret(), SHARED.secret());
    return key;
  }

  private static byte[] truncated(String key) {
    byte[] compressed = RawAnswers.gzip(("{\"echo\":\"" + key + "\"}").getBytes(UTF_8));
    return Arrays.copyOf(compressed, compressed.length - 12);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
