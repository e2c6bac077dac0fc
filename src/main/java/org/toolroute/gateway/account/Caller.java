package org.toolroute.gateway.account;

import java.util.Set;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.KeyId;
import org.toolroute.gateway.shared.ToolName;

/**
 * Who makes a request, as authenticated by a gateway key.
 *
 * @param frozen whether the operator froze the account; reading stays possible, what reaches a
 *     provider does not
 * @param allowedTools what the key may call: a provider ({@code openai}) or one operation ({@code
 *     openai__chat_completion}) each; empty means everything
 */
public record Caller(
    AccountId account,
    KeyId key,
    Environment environment,
    boolean frozen,
    Set<String> allowedTools) {

  public Caller {
    allowedTools = Set.copyOf(allowedTools);
  }

  /**
   * Returns if the account is not frozen.
   *
   * @throws GatewayException {@code account_frozen}
   */
  public void requireNotFrozen() {
    if (frozen) {
      throw new GatewayException(
          ErrorCode.ACCOUNT_FROZEN, "The operator has frozen this account; ask them why.");
    }
  }

  /** Whether the key may call and see {@code tool}. */
  public boolean mayCall(ToolName tool) {
    return allowedTools.isEmpty()
        || allowedTools.contains(tool.provider().value())
        || allowedTools.contains(tool.functionName());
  }
}
