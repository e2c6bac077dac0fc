package org.toolroute.gateway.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.catalog.ErrorClass;
import org.toolroute.gateway.catalog.KeyParts;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.catalog.RequestTemplate.Method;
import org.toolroute.gateway.provider.UpstreamAnswer;
import org.toolroute.gateway.provider.UpstreamRequest;
import org.toolroute.gateway.sandbox.Simulated.Answered;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulator with a provider as an integrator adds one, without an example of any error. */
class ProviderSimulatorTest {
  private static Provider acme;
  private static Operation write;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ProviderSimulator simulator = new ProviderSimulator();

  @BeforeAll
  static void describe(@TempDir Path folder) throws IOException {
    acme = Acme.describe(folder);
    write = requireNonNull(acme.operations().get("write"));
  }

  static Stream<UpstreamRequest> unlikeDescribed() {
    UpstreamRequest good = request("{\"model\":\"small\"}");
    return Stream.of(
        changed(good, Method.PUT, good.path(), good.headers(), good.body()),
        changed(good, Method.POST, "/readers/poems", good.headers(), good.body()),
        changed(good, Method.POST, "/readers/a/b/poems", good.headers(), good.body()),
        changed(good, Method.POST, "/readers/../poems", good.headers(), good.body()),
        changed(good, Method.POST, "/readers/a%2/poems", good.headers(), good.body()),
        changed(good, Method.POST, "/readers/{reader}/poems", good.headers(), good.body()),
        changed(good, Method.POST, "/readers/ann/poems/", good.headers(), good.body()),
        changed(good, Method.POST, good.path(), Map.of("x-acme-key", "k"), good.body()),
        changed(good, Method.POST, good.path(), good.headers(), Optional.empty()),
        changed(good, Method.POST, good.path(), good.headers(), body("text/plain", "{}")),
        changed(good, Method.POST, good.path(), good.headers(), body("application/json", "{")));
  }

  @Test
  void theExampleIsAnsweredWithUsageThatFollowsTheRequest() {
    // When
    JsonNode small = served(request("{\"model\":\"small\"}"));
    JsonNode large = served(request("{\"model\":\"small\",\"max_tokens\":7}" + " ".repeat(400)));

    // Then
    assertThat(small.path("poem").stringValue()).isEqualTo("Roses are red.");
    assertThat(small.path("usage").toString()).isEqualTo("{\"in\":5,\"out\":30,\"all\":35}");
    assertThat(large.path("usage").toString()).isEqualTo("{\"in\":108,\"out\":7,\"all\":115}");
  }

  @Test
  void anEmptyExampleIsAnsweredWithoutABodyAndATextAsText() {
    // When
    UpstreamAnswer empty = answerWithoutBody("erase", Method.DELETE, "/poems");
    UpstreamAnswer text = answerWithoutBody("recite", Method.GET, "/poems/newest");

    // Then
    assertThat(empty.status()).isEqualTo(204);
    assertThat(empty.body()).isEmpty();
    assertThat(text.headers().get("content-type")).startsWith("text/plain");
    assertThat(new String(text.body(), UTF_8)).isEqualTo("Roses are red.");
  }

  @Test
  void theSameRequestGetsTheSameAnswer() {
    assertThat(served(request("{\"model\":\"small\"}")))
        .isEqualTo(served(request("{\"model\":\"small\"}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann", "%40angular%2Fcore", "a.b-c_d~e", "%7B%7Benv%3AHOME%7D%7D"})
  void aPathMayHoldAnyEncodedValue(String reader) {
    // Given
    UpstreamRequest good = request("{}");

    // When
    UpstreamAnswer answer =
        answer(
            changed(
                good, Method.POST, "/readers/" + reader + "/poems", good.headers(), good.body()),
            "good");

    // Then
    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("unlikeDescribed")
  void aRequestUnlikeItsDescriptionIsRefusedWithWhatIsWrong(UpstreamRequest request) {
    // When
    UpstreamAnswer answer = answer(request, "good");

    // Then
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(new String(answer.body(), UTF_8)).contains("sandbox: ");
  }

  @Test
  void aCallWithoutItsKeyIsRefusedLikeABadOne() {
    // When
    Simulated simulated = simulator.answer(acme, write, request("{}"), Optional.empty());

    // Then
    assertThat(simulated).isInstanceOf(Answered.class);
    assertThat(classOf(((Answered) simulated).answer())).contains(ErrorClass.CREDENTIAL_REJECTED);
  }

  @ParameterizedTest
  @EnumSource
  void everyErrorCanBeRehearsedWithoutBeingDescribed(ErrorClass errorClass) {
    assertThat(classOf(ErrorAnswer.of(acme, errorClass))).contains(errorClass);
  }

  @Test
  void aSlowKeyGetsNoAnswerAndAnUnreachableOneNoConnection() {
    assertThat(simulator.answer(acme, write, request("{}"), key("my-Slow-key")))
        .isEqualTo(new Simulated.Silent());
    assertThat(simulator.answer(acme, write, request("{}"), key("UNREACHABLE")))
        .isEqualTo(new Simulated.Unreachable());
  }

  @Test
  void aKeyWithARehearsalIsActedOnWhateverTheRequest() {
    // Given
    UpstreamRequest wrong = changed(request("{}"), Method.PUT, "/", Map.of(), Optional.empty());

    // When
    UpstreamAnswer answer = answer(wrong, "quota-0123");

    // Then
    assertThat(classOf(answer)).contains(ErrorClass.QUOTA);
  }

  private JsonNode served(UpstreamRequest request) {
    UpstreamAnswer answer = answer(request, "good");
    assertThat(answer.status()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private UpstreamAnswer answerWithoutBody(String operation, Method method, String path) {
    UpstreamRequest request =
        new UpstreamRequest(method, path, "", new TreeMap<>(), Optional.empty());
    Simulated simulated =
        simulator.answer(acme, acme.operations().get(operation), request, key("good"));
    assertThat(simulated).isInstanceOf(Answered.class);
    return ((Answered) simulated).answer();
  }

  private UpstreamAnswer answer(UpstreamRequest request, String key) {
    Simulated simulated = simulator.answer(acme, write, request, key(key));
    assertThat(simulated).isInstanceOf(Answered.class);
    return ((Answered) simulated).answer();
  }

  private static Optional<ErrorClass> classOf(UpstreamAnswer answer) {
    return acme.classify(answer.status(), JSON.readTree(answer.body()));
  }

  private static Optional<KeyParts> key(String text) {
    return Optional.of(acme.key().split(Secret.of(text), SecretAccess.FORM_CHECK));
  }

  private static UpstreamRequest request(String body) {
    return new UpstreamRequest(
        Method.POST,
        "/readers/ann/poems",
        "",
        new TreeMap<>(Map.of("accept", "application/json")),
        body("application/json; charset=utf-8", body));
  }

  private static Optional<UpstreamRequest.Body> body(String type, String text) {
    return Optional.of(new UpstreamRequest.Body(type, text.getBytes(UTF_8)));
  }

  private static UpstreamRequest changed(
      UpstreamRequest good,
      Method method,
      String path,
      Map<String, String> headers,
      Optional<UpstreamRequest.Body> body) {
    return new UpstreamRequest(method, path, good.query(), new TreeMap<>(headers), body);
  }
}
