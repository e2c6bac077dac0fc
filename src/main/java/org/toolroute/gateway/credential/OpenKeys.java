package org.toolroute.gateway.credential;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.toolroute.gateway.catalog.KeyParts;
import org.toolroute.gateway.shared.CallId;

/**
 * Keys in clear that running calls will need, by call. A key is put here instead of on the
 * exchange, taken once by the upstream transport, and wiped at the end of the call whatever
 * happened.
 */
public final class OpenKeys {
  private final Map<CallId, KeyParts> keys = new ConcurrentHashMap<>();

  /** Keeps the key of a call until it is taken or discarded. */
  public void put(CallId call, KeyParts key) {
    KeyParts previous = keys.put(call, key);
    if (previous != null) {
      previous.close();
    }
  }

  /** The parts of the call's key that are no secret, by name; empty when it needs no key. */
  public Map<String, String> openParts(CallId call) {
    return Optional.ofNullable(keys.get(call)).map(KeyParts::open).orElse(Map.of());
  }

  /** Hands the key over; the taker closes it. Empty when the call needs none. */
  public Optional<KeyParts> take(CallId call) {
    return Optional.ofNullable(keys.remove(call));
  }

  /** Wipes a key that was not taken. */
  public void discard(CallId call) {
    take(call).ifPresent(KeyParts::close);
  }
}
