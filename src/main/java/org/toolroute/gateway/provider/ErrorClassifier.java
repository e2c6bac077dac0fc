package org.toolroute.gateway.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.Provider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/** Tells a provider's failures from its successes, and what they mean. */
public final class ErrorClassifier {
  /** What of a failure's body is passed on. */
  static final int BODY_BYTES_MAX = 8 * 1024;

  private static final Duration RETRY_AFTER_MAX = Duration.ofDays(1);

  private final InstantSource clock;

  public ErrorClassifier(InstantSource clock) {
    this.clock = clock;
  }

  /** What the failure means, or empty when the answer is a success. */
  public Optional<Classified> classify(
      Provider provider, Operation operation, UpstreamAnswer answer) {
    return classify(provider, answer)
        .map(classified ->
            classified.withBody(Redaction.of(operation.result().redacted(), classified.body())));
  }

  /** The same for an answer that belongs to no operation, such as a key check's. */
  public Optional<Classified> classify(Provider provider, UpstreamAnswer answer) {
    Optional<JsonNode> json = AnswerJson.read(answer.body());
    return provider
        .classify(answer.status(), json.orElseGet(MissingNode::getInstance))
        .map(errorClass ->
            new Classified(errorClass, answer.status(), retryAfter(answer), body(answer, json)));
  }

  /** Delay in seconds or as a date (RFC 9110 section 10.2.3); what makes no sense is left out. */
  private Optional<Duration> retryAfter(UpstreamAnswer answer) {
    return answer
        .header("retry-after")
        .flatMap(this::delay)
        .filter(delay -> !delay.isNegative() && delay.compareTo(RETRY_AFTER_MAX) <= 0);
  }

  private Optional<Duration> delay(String text) {
    String value = text.strip();
    try {
      if (value.matches("[0-9]{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
      }
      Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(clock.instant(), at));
    } catch (DateTimeParseException neither) {
      return Optional.empty();
    }
  }

  private static JsonNode body(UpstreamAnswer answer, Optional<JsonNode> json) {
    if (answer.body().length <= BODY_BYTES_MAX && json.isPresent()) {
      return json.get();
    }
    int length = Math.min(answer.body().length, BODY_BYTES_MAX);
    return JsonNodeFactory.instance.stringNode(new String(answer.body(), 0, length, UTF_8));
  }
}
