package org.toolroute.gateway.secret;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * The keepers of wrapping keys: new data keys are wrapped by {@code primary}; the others only
 * unwrap what they wrapped before.
 */
record KeyWrappers(KeyWrapper primary, List<KeyWrapper> others) {
  private static final Logger LOG = LoggerFactory.getLogger(KeyWrappers.class);

  KeyWrappers {
    others = List.copyOf(others);
  }

  /** The keeper that wrapped {@code wrapped}, told by its prefix. */
  Optional<KeyWrapper> keeperOf(String wrapped) {
    return Stream.concat(Stream.of(primary), others.stream())
        .filter(wrapper -> wrapped.startsWith(wrapper.scheme()))
        .findFirst();
  }

  /**
   * Unwraps with the keeper that wrapped it.
   *
   * @return empty as in {@link KeyWrapper#unwrap}
   */
  Optional<byte[]> unwrap(String owner, String wrapped) {
    return keeperOf(wrapped)
        .orElseThrow(() -> {
          LOG.atError().log("no keeper is configured for a stored data key");
          return new GatewayException(
              ErrorCode.SECRETS_UNAVAILABLE, "The key store is not available.");
        })
        .unwrap(owner, wrapped);
  }
}
