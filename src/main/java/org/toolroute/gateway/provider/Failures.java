package org.toolroute.gateway.provider;

import org.toolroute.gateway.catalog.ErrorClass;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.ErrorCode;

/** The one place that says which error a caller sees for a class of provider failure. */
public final class Failures {
  private Failures() {}

  /** The code: only a refused key depends on whose key it was. */
  public static ErrorCode code(ErrorClass errorClass, BillingMode mode) {
    return switch (errorClass) {
      case CREDENTIAL_REJECTED ->
          switch (mode) {
            case BYOK -> ErrorCode.BYOK_KEY_REJECTED;
            case CREDITS -> ErrorCode.SHARED_KEY_REJECTED;
            case FREE -> ErrorCode.PROVIDER_ERROR;
          };
      case PERMISSION -> ErrorCode.PROVIDER_PERMISSION_DENIED;
      case QUOTA -> ErrorCode.PROVIDER_QUOTA_EXHAUSTED;
      case RATE_LIMITED -> ErrorCode.PROVIDER_RATE_LIMITED;
      case INVALID_INPUT, NOT_FOUND -> ErrorCode.PROVIDER_REJECTED_INPUT;
      case UPSTREAM_FAILURE -> ErrorCode.PROVIDER_ERROR;
    };
  }
}
