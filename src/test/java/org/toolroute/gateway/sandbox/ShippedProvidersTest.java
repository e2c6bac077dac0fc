package org.toolroute.gateway.sandbox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.CatalogLoader;
import org.toolroute.gateway.catalog.CatalogProperties;
import org.toolroute.gateway.catalog.Charge;
import org.toolroute.gateway.catalog.CredentialScheme;
import org.toolroute.gateway.catalog.ErrorClass;
import org.toolroute.gateway.catalog.KeyParts;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.catalog.Quote;
import org.toolroute.gateway.provider.Classified;
import org.toolroute.gateway.provider.ErrorClassifier;
import org.toolroute.gateway.provider.RequestBuilder;
import org.toolroute.gateway.provider.ResultShaper;
import org.toolroute.gateway.provider.ShapedResult;
import org.toolroute.gateway.provider.UpstreamAnswer;
import org.toolroute.gateway.provider.UpstreamRequest;
import org.toolroute.gateway.sandbox.Simulated.Answered;
import org.toolroute.gateway.shared.ProviderId;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every shipped operation in the sandbox, with the request building and answer reading of a call.
 */
class ShippedProvidersTest {
  private static final Catalog CATALOG =
      new CatalogLoader(new CatalogProperties(Path.of("routes"), Map.of())).load();

  private final ProviderSimulator simulator = new ProviderSimulator();
  private final RequestBuilder requests = new RequestBuilder();
  private final ErrorClassifier errors = new ErrorClassifier(InstantSource.system());

  static Stream<Arguments> operations() {
    return CATALOG.providers().stream()
        .flatMap(provider ->
            provider.operations().values().stream()
                .map(operation ->
                    Arguments.of(provider, Named.of(operation.name().toString(), operation))));
  }

  static Stream<Arguments> rehearsals() {
    Map<String, ErrorClass> words =
        Map.of(
            "revoked", ErrorClass.CREDENTIAL_REJECTED,
            "restricted", ErrorClass.PERMISSION,
            "quota", ErrorClass.QUOTA,
            "ratelimit", ErrorClass.RATE_LIMITED,
            "down", ErrorClass.UPSTREAM_FAILURE);
    return CATALOG.providers().stream()
        .filter(provider -> !(provider.credential() instanceof CredentialScheme.None))
        .flatMap(provider ->
            words.entrySet().stream()
                .map(word ->
                    Arguments.of(
                        Named.of(provider.id().toString(), provider),
                        word.getKey(),
                        word.getValue())));
  }

  static Stream<Provider> providersWithKeyCheck() {
    return CATALOG.providers().stream().filter(provider -> provider.keyCheck().isPresent());
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("operations")
  void theExampleIsServedAndChargedAsReported(Provider provider, Operation operation) {
    // Given
    Optional<KeyParts> key = SandboxKeys.gateways(provider);
    ObjectNode input = operation.example().input();
    Optional<Quote> quote =
        operation.byokOnly() ? Optional.empty() : Optional.of(operation.price().quote(input));
    UpstreamRequest request =
        requests.build(operation, quote.map(Quote::inputToSend).orElse(input), open(key));

    // When
    UpstreamAnswer answer = answer(simulator.answer(provider, operation, request, key));

    // Then
    assertThat(errors.classify(provider, operation, answer)).isEmpty();
    ShapedResult shaped = new ResultShaper().shape(operation, answer);
    assertThat(shaped.result().propertyNames())
        .containsAll(operation.example().result().propertyNames());
    quote.ifPresent(bound -> {
      Charge charge = operation.price().settle(bound.inputToSend(), shaped.answer());
      assertThat(charge.estimated()).isFalse();
      assertThat(charge.actual()).isLessThanOrEqualTo(bound.upperBound());
    });
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rehearsals")
  void aKeyIsRefusedAsItAsks(Provider provider, String word, ErrorClass expected) {
    // Given
    Optional<KeyParts> key = SandboxKeys.asking(provider, word);
    Operation operation = provider.operations().values().iterator().next();
    UpstreamRequest request = requests.build(operation, operation.example().input(), open(key));

    // When
    UpstreamAnswer answer = answer(simulator.answer(provider, operation, request, key));

    // Then
    Optional<Classified> refusal = errors.classify(provider, operation, answer);
    assertThat(refusal).map(Classified::errorClass).contains(expected);
    assertThat(refusal.flatMap(Classified::retryAfter).isPresent())
        .isEqualTo(
            expected == ErrorClass.RATE_LIMITED || answer.headers().containsKey("retry-after"));
  }

  @Test
  void aPathWithTheAccountOfAnotherKeyIsRefused() {
    // Given
    Provider twilio = CATALOG.find(new ProviderId("twilio")).orElseThrow();
    Operation operation = requireNonNull(twilio.operations().get("get_balance"));
    UpstreamRequest request =
        requests.build(operation, operation.example().input(), Map.of("account_sid", "ACanothers"));

    // When
    UpstreamAnswer answer =
        answer(simulator.answer(twilio, operation, request, SandboxKeys.gateways(twilio)));

    // Then
    assertThat(answer.status()).isEqualTo(404);
  }

  @ParameterizedTest
  @MethodSource("providersWithKeyCheck")
  void theKeyCheckTellsGoodKeysFromRevokedOnes(Provider provider) {
    // Given
    Optional<KeyParts> good = SandboxKeys.gateways(provider);
    Optional<KeyParts> revoked = SandboxKeys.asking(provider, "revoked");

    // When
    List<Optional<ErrorClass>> classes =
        Stream.of(good, revoked)
            .map(key -> errors.classify(provider, check(provider, key)))
            .map(refusal -> refusal.map(Classified::errorClass))
            .toList();

    // Then
    assertThat(classes)
        .containsExactly(Optional.empty(), Optional.of(ErrorClass.CREDENTIAL_REJECTED));
  }

  private UpstreamAnswer check(Provider provider, Optional<KeyParts> key) {
    UpstreamRequest request = requests.build(provider.keyCheck().orElseThrow(), open(key));
    return answer(
        simulator.answerKeyCheck(
            provider, provider.keyCheck().orElseThrow().request(), request, key));
  }

  private static UpstreamAnswer answer(Simulated simulated) {
    assertThat(simulated).isInstanceOf(Answered.class);
    return ((Answered) simulated).answer();
  }

  private static Map<String, String> open(Optional<KeyParts> key) {
    return key.map(KeyParts::open).orElse(Map.of());
  }
}
