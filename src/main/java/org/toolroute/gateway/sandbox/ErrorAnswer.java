package org.toolroute.gateway.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.toolroute.gateway.catalog.ErrorClass;
import org.toolroute.gateway.catalog.ErrorExample;
import org.toolroute.gateway.catalog.ErrorRule;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.provider.UpstreamAnswer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Errors as a provider sends them. */
final class ErrorAnswer {
  private static final String RETRY_AFTER = "retry-after";
  private static final String RETRY_AFTER_SECONDS = "1";

  private ErrorAnswer() {}

  /**
   * The provider's example of such an error; without one, an error that its own rules know as such;
   * without those, the usual status.
   */
  static UpstreamAnswer of(Provider provider, ErrorClass errorClass) {
    ErrorExample example =
        Optional.ofNullable(provider.errorExamples().get(errorClass))
            .orElseGet(() -> likely(provider, errorClass));
    Map<String, String> headers = new HashMap<>();
    example.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    if (errorClass == ErrorClass.RATE_LIMITED) {
      headers.putIfAbsent(RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return json(example.status(), headers, example.body());
  }

  /** A refusal of a request that does not look as its operation is described. */
  static UpstreamAnswer unlikeDescribed(int status, String message) {
    return json(status, Map.of(), body("sandbox: " + message));
  }

  static UpstreamAnswer json(int status, Map<String, String> headers, JsonNode body) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("content-type", "application/json");
    return new UpstreamAnswer(status, all, body.toString().getBytes(UTF_8));
  }

  /**
   * Of what a rule of the class matches and the usual status, what the provider's rules class so.
   */
  private static ErrorExample likely(Provider provider, ErrorClass errorClass) {
    return provider.errors().stream()
        .filter(rule -> rule.errorClass() == errorClass)
        .map(rule -> matching(rule, errorClass))
        .filter(error -> isClassed(provider, error, errorClass))
        .findFirst()
        .orElseGet(() -> usual(errorClass));
  }

  private static boolean isClassed(Provider provider, ErrorExample error, ErrorClass errorClass) {
    return provider.classify(error.status(), error.body()).filter(errorClass::equals).isPresent();
  }

  private static ErrorExample matching(ErrorRule rule, ErrorClass errorClass) {
    int usual = usualStatus(errorClass);
    int status =
        rule.statuses().contains(usual) || rule.statuses().isEmpty()
            ? usual
            : rule.statuses().stream().max(Integer::compare).orElse(usual);
    ObjectNode body = body("sandbox: " + errorClass.wireName());
    rule.field().ifPresent(field -> Members.set(body, field.at(), Members.text(field.text())));
    return new ErrorExample(status, Map.of(), body);
  }

  private static ErrorExample usual(ErrorClass errorClass) {
    return new ErrorExample(
        usualStatus(errorClass), Map.of(), body("sandbox: " + errorClass.wireName()));
  }

  private static int usualStatus(ErrorClass errorClass) {
    return switch (errorClass) {
      case CREDENTIAL_REJECTED -> 401;
      case PERMISSION -> 403;
      case QUOTA -> 402;
      case RATE_LIMITED -> 429;
      case INVALID_INPUT -> 400;
      case NOT_FOUND -> 404;
      case UPSTREAM_FAILURE -> 503;
    };
  }

  private static ObjectNode body(String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("error").put("message", message);
    return body;
  }
}
