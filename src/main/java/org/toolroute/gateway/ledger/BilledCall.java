package org.toolroute.gateway.ledger;

import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.KeyId;
import org.toolroute.gateway.shared.ToolName;

/**
 * The facts of a call that its usage row and its money movements carry.
 *
 * @param protocol {@code rest}, {@code mcp}, {@code a2a} or {@code functions}
 */
public record BilledCall(
    CallId id,
    AccountId account,
    Environment environment,
    KeyId key,
    ToolName tool,
    String protocol) {}
