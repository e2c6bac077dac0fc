package org.toolroute.gateway.execution;

import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * Whether whoever asked for a call still wants it. Asked once for a call, as the last thing before
 * its first byte goes to the provider: a call that nobody wants any more ends there and is released
 * in full. From then on it runs to its end and is settled, whoever leaves.
 */
@FunctionalInterface
public interface CallerPresence {
  /** For what nobody can give up. */
  CallerPresence CERTAIN = () -> false;

  /**
   * Whether nobody wants the call any more.
   *
   * @throws GatewayException when that cannot be known and the call must not run
   */
  boolean gone();

  /**
   * Lets the call go on, or ends it unsent.
   *
   * @throws GatewayException {@code canceled} when nobody wants it any more
   */
  default void require() {
    if (gone()) {
      throw new GatewayException(
          ErrorCode.CANCELED,
          "The caller gave this call up before anything was sent to the provider.");
    }
  }
}
