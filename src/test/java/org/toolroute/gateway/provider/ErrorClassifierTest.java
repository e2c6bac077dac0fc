package org.toolroute.gateway.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.toolroute.gateway.catalog.ErrorClass;
import org.toolroute.gateway.catalog.ErrorExample;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.parts.TestCatalog;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.ErrorCode;

class ErrorClassifierTest {
  private static final ErrorClassifier CLASSIFIER =
      new ErrorClassifier(InstantSource.fixed(Instant.parse("2026-04-16T12:00:00Z")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          openai   | 401 | {"error":{"code":"invalid_api_key"}}                       | CREDENTIAL_REJECTED
          openai   | 401 | {"error":{"message":"You have insufficient permissions"}}  | PERMISSION
          openai   | 403 | {}                                                         | PERMISSION
          openai   | 429 | {"error":{"code":"insufficient_quota"}}                    | QUOTA
          openai   | 429 | {"error":{"code":"rate_limit_exceeded"}}                   | RATE_LIMITED
          openai   | 429 | <html>insufficient_quota</html>                            | RATE_LIMITED
          openai   | 400 | {"error":{"code":"billing_hard_limit_reached"}}            | QUOTA
          openai   | 400 | {"error":{"code":"unknown_model"}}                         | INVALID_INPUT
          openai   | 404 | {}                                                         | NOT_FOUND
          openai   | 500 | oops                                                       | UPSTREAM_FAILURE
          tavily   | 401 | {"detail":{"error":"Unauthorized"}}                        | CREDENTIAL_REJECTED
          tavily   | 432 | {}                                                         | QUOTA
          tavily   | 433 | {}                                                         | QUOTA
          twilio   | 401 | {"code":20003}                                             | CREDENTIAL_REJECTED
          twilio   | 403 | {"code":20403}                                             | PERMISSION
          twilio   | 401 | {"code":20005}                                             | QUOTA
          twilio   | 403 | {"code":"20005"}                                           | QUOTA
          twilio   | 400 | {"code":21211}                                             | INVALID_INPUT
          twilio   | 404 | {"code":20404}                                             | NOT_FOUND
          twilio   | 429 | {"code":20429}                                             | RATE_LIMITED
          twilio   | 429 | {"code":63038}                                             | QUOTA
          context7 | 202 | {"message":"not ready"}                                    | NOT_FOUND
          context7 | 301 | {"redirectUrl":"/a/b"}                                     | NOT_FOUND
          context7 | 402 | {}                                                         | QUOTA
          context7 | 302 | {}                                                         | UPSTREAM_FAILURE
          """)
  void providersMeanDifferentThingsByOneStatus(
      String provider, int status, String body, ErrorClass expected) {
    assertThat(classify(provider, Sample.answer(status, "application/json", body)))
        .map(Classified::errorClass)
        .contains(expected);
  }

  static Stream<Arguments> shippedExamples() {
    return Sample.SHIPPED.providers().stream()
        .flatMap(provider ->
            provider.errorExamples().entrySet().stream()
                .map(entry -> Arguments.of(provider, entry.getKey(), entry.getValue())));
  }

  @ParameterizedTest
  @MethodSource("shippedExamples")
  void sandboxErrorIsReadAsItsClass(Provider provider, ErrorClass expected, ErrorExample example) {
    UpstreamAnswer answer =
        new UpstreamAnswer(
            example.status(), example.headers(), example.body().toString().getBytes(UTF_8));

    assertThat(CLASSIFIER.classify(provider, answer))
        .map(Classified::errorClass)
        .contains(expected);
  }

  @Test
  void successIsNoFailure() {
    assertThat(classify("openai", Sample.answer(200, "application/json", "{}"))).isEmpty();
    assertThat(classify("twilio", Sample.answer(201, "application/json", "{}"))).isEmpty();
  }

  @Test
  void ruleCanMakeASuccessAFailure(@TempDir Path folder) {
    Provider places =
        TestCatalog.load(TestCatalog.write(folder, Map.of("places", Sample.EVERY_PLACE)))
            .resolveProvider("places");

    Optional<Classified> classified =
        CLASSIFIER.classify(
            places,
            places.operations().get("put"),
            Sample.answer(200, "application/json", "{\"ok\":false,\"token\":\"s3cret\"}"));

    assertThat(classified).map(Classified::errorClass).contains(ErrorClass.INVALID_INPUT);
    assertThat(classified.orElseThrow().body())
        .isEqualTo(Sample.json("{'ok':false,'token':'[redacted]'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7                              | 7
          ' 0 '                          | 0
          Thu, 16 Apr 2026 12:00:30 GMT  | 30
          Thu, 16 Apr 2026 11:00:00 GMT  |
          99999999                       |
          -5                             |
          soon                           |
          99999999999999999999           |
          """)
  void retryAfterIsReadWhenItMakesSense(String header, Long seconds) {
    UpstreamAnswer answer = new UpstreamAnswer(429, Map.of("retry-after", header), new byte[0]);

    assertThat(classify("openai", answer).orElseThrow().retryAfter())
        .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
  }

  @Test
  void largeOrStrangeBodyIsCut() {
    String html = "<html>" + "x".repeat(100_000);

    assertThat(
            classify("openai", Sample.answer(502, "text/html", html))
                .orElseThrow()
                .body()
                .asString())
        .hasSize(ErrorClassifier.BODY_BYTES_MAX);
  }

  @ParameterizedTest
  @CsvSource({
    "CREDENTIAL_REJECTED, BYOK, BYOK_KEY_REJECTED",
    "CREDENTIAL_REJECTED, CREDITS, SHARED_KEY_REJECTED",
    "CREDENTIAL_REJECTED, FREE, PROVIDER_ERROR",
    "PERMISSION, BYOK, PROVIDER_PERMISSION_DENIED",
    "QUOTA, CREDITS, PROVIDER_QUOTA_EXHAUSTED",
    "RATE_LIMITED, BYOK, PROVIDER_RATE_LIMITED",
    "INVALID_INPUT, BYOK, PROVIDER_REJECTED_INPUT",
    "NOT_FOUND, FREE, PROVIDER_REJECTED_INPUT",
    "UPSTREAM_FAILURE, CREDITS, PROVIDER_ERROR"
  })
  void classesBecomeCodes(ErrorClass errorClass, BillingMode mode, ErrorCode code) {
    assertThat(Failures.code(errorClass, mode)).isEqualTo(code);
  }

  @Test
  void onlyARefusedKeyDependsOnWhoseItWas() {
    Arrays.stream(ErrorClass.values())
        .filter(errorClass -> errorClass != ErrorClass.CREDENTIAL_REJECTED)
        .forEach(errorClass ->
            assertThat(
                    Arrays.stream(BillingMode.values())
                        .map(mode -> Failures.code(errorClass, mode))
                        .distinct())
                .hasSize(1));
  }

  private static Optional<Classified> classify(String provider, UpstreamAnswer answer) {
    return CLASSIFIER.classify(Sample.SHIPPED.resolveProvider(provider), answer);
  }
}
