package org.toolroute.gateway.execution;

import java.util.Optional;
import org.toolroute.gateway.account.Caller;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request to call a tool as a protocol adapter hands it over: who asks, for what, with which
 * input. No HTTP header and no exchange of the wire travels with it, so none can reach a provider.
 *
 * @param requestId names the request in logs; safe to print
 * @param tool the provider, or provider and operation together ({@code openai/chat_completion},
 *     {@code openai__chat_completion})
 * @param operation the operation, where {@code tool} does not name it
 * @param idempotencyKey the caller's own key for this request, 1–255 printable characters
 * @param presence whether the caller still waits when the call is about to be sent
 */
public record ToolRequest(
    Caller caller,
    Protocol protocol,
    String requestId,
    String tool,
    Optional<String> operation,
    ObjectNode input,
    Optional<String> idempotencyKey,
    CallerPresence presence) {}
