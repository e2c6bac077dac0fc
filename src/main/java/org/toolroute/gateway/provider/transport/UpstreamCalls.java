package org.toolroute.gateway.provider.transport;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.toolroute.gateway.shared.CallId;

/** Calls between their built request and the wire, by the id in their {@value #HEADER} header. */
public final class UpstreamCalls {
  /** Names the call on its way through the HTTP client; removed before anything is sent. */
  public static final String HEADER = "X-Toolroute-Call";

  private final Map<CallId, UpstreamCall> calls = new ConcurrentHashMap<>();

  public void put(UpstreamCall call) {
    calls.put(call.id(), call);
  }

  Optional<UpstreamCall> take(CallId id) {
    return Optional.ofNullable(calls.remove(id));
  }

  /** Forgets a call that never reached the wire. */
  public void discard(CallId id) {
    calls.remove(id);
  }
}
