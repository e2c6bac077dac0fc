package org.toolroute.gateway.shared;

import java.util.Locale;

/**
 * The one registry of errors. Each protocol renders these codes; none invents its own. The HTTP
 * status is the default for REST; errors that keep the provider's status say so in {@link
 * GatewayException#status()}.
 */
public enum ErrorCode {
  INVALID_REQUEST(400),
  INVALID_API_KEY(401),
  BYOK_KEY_REJECTED(401),
  INSUFFICIENT_CREDITS(402),
  TOOL_NOT_ALLOWED(403),
  ACCOUNT_FROZEN(403),
  PROVIDER_PERMISSION_DENIED(403),
  BYOK_REQUIRED(403),
  UNKNOWN_TOOL(404),
  UNKNOWN_OPERATION(404),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  IDEMPOTENCY_IN_PROGRESS(409),
  OUTCOME_UNKNOWN(409),
  CONFLICT(409),
  REQUEST_TOO_LARGE(413),
  UNSUPPORTED_MEDIA_TYPE(415),
  INVALID_KEY_FORMAT(422),
  IDEMPOTENCY_MISMATCH(422),
  PRICE_NOT_SET(422),
  STREAMING_NOT_SUPPORTED(422),
  PROVIDER_REJECTED_INPUT(422),
  RATE_LIMITED(429),
  PROVIDER_RATE_LIMITED(429),
  PROVIDER_QUOTA_EXHAUSTED(429),
  /** The status is what proxies log for a client that closed its request; no RFC has one. */
  CANCELED(499),
  INTERNAL_ERROR(500),
  BYOK_KEY_UNREADABLE(500),
  PROVIDER_ERROR(502),
  SHARED_KEY_REJECTED(502),
  PROVIDER_UNAVAILABLE(503),
  SECRETS_UNAVAILABLE(503),
  LEDGER_UNAVAILABLE(503),
  PROVIDER_TIMEOUT(504);

  private final int httpStatus;

  ErrorCode(int httpStatus) {
    this.httpStatus = httpStatus;
  }

  public int httpStatus() {
    return httpStatus;
  }

  /** The code on the wire, for example {@code byok_key_rejected}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
