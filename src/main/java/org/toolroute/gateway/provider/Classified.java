package org.toolroute.gateway.provider;

import java.time.Duration;
import java.util.Optional;
import org.toolroute.gateway.catalog.ErrorClass;
import tools.jackson.databind.JsonNode;

/**
 * A provider's refusal, understood.
 *
 * @param retryAfter how long the provider asks to wait, when it says so
 * @param body what it answered, cut to a bounded size; not yet searched for the key that was used
 */
public record Classified(
    ErrorClass errorClass, int status, Optional<Duration> retryAfter, JsonNode body) {

  Classified withBody(JsonNode other) {
    return new Classified(errorClass, status, retryAfter, other);
  }
}
