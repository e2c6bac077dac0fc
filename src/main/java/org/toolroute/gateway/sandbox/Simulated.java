package org.toolroute.gateway.sandbox;

import org.toolroute.gateway.provider.UpstreamAnswer;

/** How a simulated provider behaves towards one request. */
public sealed interface Simulated {

  /** It answers, with a result or an error of its own. */
  record Answered(UpstreamAnswer answer) implements Simulated {}

  /** It takes the request and never answers: wait until the call's deadline, then give up. */
  record Silent() implements Simulated {}

  /** It takes no connection. */
  record Unreachable() implements Simulated {}
}
