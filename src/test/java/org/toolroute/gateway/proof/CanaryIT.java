package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.CapturedLogs;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/** After every outcome of a call no place that anybody can read holds a secret, in any form. */
class CanaryIT {
  private static TestDatabase database;
  private static ProviderStub stub;
  private static ProviderStub elsewhere;
  private static TestGateway gateway;
  private static CapturedLogs logs;
  private static CanaryCalls calls;

  @BeforeAll
  static void meetEveryOutcome() throws IOException {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    elsewhere = ProviderStub.start();
    gateway =
        TestGateway.start(
            database,
            stub,
            TestGateway.newHome(),
            Map.of(
                "toolroute.routes", ImpatientRoutes.write().toString(),
                "toolroute.breaker.window", "1000",
                "toolroute.breaker.minimum-calls", "1000",
                "toolroute.limits.requests-per-minute", "100000"));
    logs = CapturedLogs.start();
    calls = new CanaryCalls(gateway.client(), stub, elsewhere);
    calls.run();
  }

  @AfterAll
  static void stop() {
    logs.close();
    gateway.close();
    stub.close();
    elsewhere.close();
    database.close();
  }

  @Test
  void noAnswerHoldsASecret() {
    assertThat(calls.answers()).hasSizeGreaterThan(200);
    calls.answers().forEach(answer -> isClean("an answer", answer));
  }

  @Test
  void theKeyInAnAnswerIsReplacedAndCounted() throws Exception {
    assertThat(calls.answers()).anyMatch(answer -> answer.contains("bad key [redacted]!"));
    assertThat(operators("/actuator/prometheus"))
        .contains("toolroute_upstream_leaks_total{provider=\"tavily\"}");
  }

  @Test
  void noLogLineAtAnyLevelHoldsASecret() {
    String text = logs.text();
    assertThat(text.contains("TRACE") && text.contains("outcome=byok_key_rejected")).isTrue();
    isClean("the log", text);
  }

  @Test
  void noMetricAndNoHealthReportHoldsASecret() throws Exception {
    String text = operators("/actuator/health") + operators("/actuator/prometheus");
    assertThat(text).contains("toolroute_call_duration", "\"status\":\"UP\"");
    isClean("metrics and health", text);
  }

  @Test
  void noTableHoldsASecret() throws Exception {
    String dump = DatabaseDump.of(database.owner());
    assertThat(dump)
        .contains("-- public.byok_key", "-- public.idempotency_key", "byok_key_rejected");
    isClean("the database", dump);
  }

  @Test
  void noThreadShowsASecretWhileACallIsUnderWay() {
    assertThat(calls.threadsDuringACall()).contains("org.toolroute.gateway");
    isClean("a thread dump", calls.threadsDuringACall());
  }

  @Test
  void noRouteShowsASecret() {
    String routes =
        gateway
            .bean(CamelContext.class)
            .getCamelContextExtension()
            .getContextPlugin(ModelCamelContext.class)
            .getRouteDefinitions()
            .toString();
    assertThat(routes).contains("tavily");
    isClean("the routes", routes);
  }

  @Test
  void noRedirectIsFollowed() {
    assertThat(elsewhere.requests()).isEmpty();
  }

  private static void isClean(String place, String text) {
    calls.canaries().forEach(canary -> canary.isNotIn(place, text));
  }

  private static String operators(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + gateway.managementPort() + path);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
