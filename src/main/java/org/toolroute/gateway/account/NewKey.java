package org.toolroute.gateway.account;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.toolroute.gateway.shared.DisplayName;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.ToolName;

/**
 * What an operator asks for in a new gateway key.
 *
 * @param allowedTools providers ({@code openai}) and operations ({@code openai__chat_completion});
 *     at most {@value #ALLOWED_TOOLS_MAX}; empty means everything
 */
public record NewKey(
    Optional<String> name,
    Environment environment,
    Optional<Instant> expiresAt,
    Set<String> allowedTools,
    Optional<Budget> budget) {
  public static final int ALLOWED_TOOLS_MAX = 100;

  /**
   * @throws GatewayException {@code invalid_request} for a name or a tool that is not of the form,
   *     or too many tools
   */
  public NewKey {
    name = name.map(text -> DisplayName.require("name", text));
    requireNonNull(environment, "environment");
    requireNonNull(expiresAt, "expiresAt");
    allowedTools = Set.copyOf(allowedTools);
    requireNonNull(budget, "budget");
    if (allowedTools.size() > ALLOWED_TOOLS_MAX
        || !allowedTools.stream().allMatch(NewKey::isToolOrProvider)) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          "allowed_tools must be at most "
              + ALLOWED_TOOLS_MAX
              + " names of the form provider or provider__operation.");
    }
  }

  /** A key without a limit of its own. */
  public static NewKey unlimited(String name, Environment environment) {
    return new NewKey(Optional.of(name), environment, Optional.empty(), Set.of(), Optional.empty());
  }

  private static boolean isToolOrProvider(String name) {
    int joint = name.indexOf("__");
    try {
      if (joint < 0) {
        var _ = new ProviderId(name);
      } else {
        var _ = new ToolName(new ProviderId(name.substring(0, joint)), name.substring(joint + 2));
      }
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
