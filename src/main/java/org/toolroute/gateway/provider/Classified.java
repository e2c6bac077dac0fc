package org.toolroute.gateway.provider;

import java.time.Duration;
import java.util.Optional;
import org.toolroute.gateway.catalog.ErrorClass;

/**
 * A provider's refusal, understood.
 *
 * @param retryAfter how long the provider asks to wait, when it says so
 */
public record Classified(ErrorClass errorClass, int status, Optional<Duration> retryAfter) {}
