package org.toolroute.gateway.execution;

/** Is told how every request ended: the call record and the meters are made from this. */
public interface CallEvents {
  /** A call that ran, or a repetition that was answered from its stored outcome. */
  void ended(ToolRequest request, ToolCall call, CallOutcome outcome);

  /** A request that did not become a call. */
  void refused(ToolRequest request, CallOutcome.Failed outcome);
}
