package org.toolroute.gateway.provider.step;

import java.util.Optional;
import org.toolroute.gateway.catalog.ErrorClass;
import org.toolroute.gateway.execution.CallPlan;
import org.toolroute.gateway.execution.ToolCall;
import org.toolroute.gateway.execution.UpstreamFailure;
import org.toolroute.gateway.execution.UpstreamFailure.Outage;
import org.toolroute.gateway.provider.Classified;
import org.toolroute.gateway.provider.Failures;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.ErrorCode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Words a provider's refusal for the caller; what it means depends on whose key it was. */
final class Rejection {
  private static final int FORBIDDEN = 403;

  private Rejection() {}

  static UpstreamFailure of(ToolCall call, CallPlan plan, Classified classified) {
    ErrorCode code = Failures.code(classified.errorClass(), plan.mode());
    ObjectNode details = details(call, plan, classified);
    String message = message(code, call.provider().title());
    Optional<Integer> status = Optional.of(classified.status());
    if (code == ErrorCode.PROVIDER_ERROR) {
      return new Outage(code, message, details, true, status);
    }
    int httpStatus =
        code == ErrorCode.BYOK_KEY_REJECTED && classified.status() == FORBIDDEN
            ? FORBIDDEN
            : code.httpStatus();
    return new UpstreamFailure(code, httpStatus, message, details, true, status);
  }

  private static ObjectNode details(ToolCall call, CallPlan plan, Classified classified) {
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    details.put("provider", call.provider().id().value());
    classified
        .retryAfter()
        .ifPresent(wait -> details.put("retry_after", Math.max(1, wait.toSeconds())));
    ObjectNode upstream = details.putObject("upstream");
    upstream.put("status", classified.status());
    if (!concernsOperatorsAccount(plan.mode(), classified.errorClass())) {
      upstream.set("body", classified.body());
    }
    return details;
  }

  /** What a provider says of the operator's own account is not the caller's to read. */
  private static boolean concernsOperatorsAccount(BillingMode mode, ErrorClass errorClass) {
    return mode == BillingMode.CREDITS
        && (errorClass == ErrorClass.CREDENTIAL_REJECTED || errorClass == ErrorClass.QUOTA);
  }

  private static String message(ErrorCode code, String provider) {
    return switch (code) {
      case BYOK_KEY_REJECTED ->
          provider
              + " rejected your BYOK key. Register a working key, or delete it to use credits.";
      case SHARED_KEY_REJECTED ->
          provider + " refused the gateway's own key; the operator has been told.";
      case PROVIDER_PERMISSION_DENIED -> provider + " does not allow this with the key used.";
      case PROVIDER_QUOTA_EXHAUSTED -> "The quota at " + provider + " is used up.";
      case PROVIDER_RATE_LIMITED -> provider + " limits the rate of requests; try again later.";
      case PROVIDER_REJECTED_INPUT -> provider + " rejected the input.";
      default -> provider + " failed to answer properly.";
    };
  }
}
