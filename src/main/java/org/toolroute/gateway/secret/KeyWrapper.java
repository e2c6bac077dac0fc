package org.toolroute.gateway.secret;

import java.util.List;
import java.util.Optional;
import org.toolroute.gateway.shared.GatewayException;

/**
 * Wraps data keys under a key that it keeps. Guarantee: what it wraps for one owner it unwraps for
 * no other. Every method that takes or makes a data key throws {@link GatewayException} {@code
 * secrets_unavailable} when the keeper cannot be reached.
 */
public interface KeyWrapper {
  /** How many keys {@link #rewrap} takes: OpenBao refuses requests with 1000 texts and more. */
  int REWRAP_MAX = 200;

  /** What everything it wraps starts with: {@code local:} or {@code vault:}. */
  String scheme();

  /** Makes a data key. The caller closes it. */
  DataKey newDataKey(String owner);

  /** Wraps a data key that exists already; only a move between keepers needs this. */
  String wrap(String owner, byte[] dataKey);

  /**
   * Unwraps. The caller wipes the result.
   *
   * @return empty when {@code wrapped} was not wrapped for {@code owner} by this keeper, or was
   *     changed
   */
  Optional<byte[]> unwrap(String owner, String wrapped);

  /**
   * Moves up to {@link #REWRAP_MAX} keys of this scheme to the newest version of the wrapping key.
   *
   * @return one entry for each of {@code keys}, in their order: the new wrapping, the same text
   *     where it is the newest already, or empty where it cannot be unwrapped
   */
  List<Optional<String>> rewrap(List<WrappedKey> keys);
}
