package org.toolroute.gateway.execution;

import java.time.Instant;
import java.time.InstantSource;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.StrictJson;

/**
 * Decides whether a request becomes a call: the tool exists and is published, the caller may use
 * it, the input fits. Everything refused here costs nothing and reaches nobody.
 */
final class Admission {
  private final Catalog catalog;
  private final PublishedTools published;
  private final InstantSource clock;

  Admission(Catalog catalog, PublishedTools published, InstantSource clock) {
    this.catalog = catalog;
    this.published = published;
    this.clock = clock;
  }

  /**
   * The call that the request asks for.
   *
   * @throws GatewayException {@code account_frozen}, {@code unknown_tool}, {@code
   *     unknown_operation}, {@code tool_not_allowed}, {@code request_too_large}, {@code
   *     invalid_request}, {@code streaming_not_supported}
   */
  ToolCall admit(CallId id, ToolRequest request) {
    request.caller().requireNotFrozen();
    request.idempotencyKey().ifPresent(OnceOnly::checkForm);
    Operation operation = catalog.resolve(request.tool(), request.operation().orElse(null));
    requireAllowed(request, operation);
    Provider provider = published(operation);
    requireSize(request, operation);
    operation.check(request.input());
    Instant now = clock.instant();
    return new ToolCall(
        id,
        request.caller(),
        request.protocol(),
        provider,
        operation,
        request.input(),
        now,
        now.plus(operation.timeout()),
        request.presence());
  }

  private static void requireAllowed(ToolRequest request, Operation operation) {
    if (!request.caller().mayCall(operation.name())) {
      throw new GatewayException(
          ErrorCode.TOOL_NOT_ALLOWED, "This gateway key may not call " + operation.name() + ".");
    }
  }

  private Provider published(Operation operation) {
    return catalog
        .find(operation.name().provider())
        .filter(provider -> published.isPublished(provider.id()))
        .orElseThrow(() ->
            new GatewayException(
                ErrorCode.PROVIDER_UNAVAILABLE,
                "The route of this provider is stopped at the moment."));
  }

  private static void requireSize(ToolRequest request, Operation operation) {
    int most = operation.inputBytesMax();
    if (JsonSize.mayExceed(request.input(), most)
        && StrictJson.MAPPER.writeValueAsBytes(request.input()).length > most) {
      throw new GatewayException(
          ErrorCode.REQUEST_TOO_LARGE,
          "The input of this operation is at most " + operation.inputBytesMax() + " bytes.");
    }
  }
}
