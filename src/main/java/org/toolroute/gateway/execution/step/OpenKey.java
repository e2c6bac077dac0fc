package org.toolroute.gateway.execution.step;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.toolroute.gateway.credential.KeyRing;
import org.toolroute.gateway.credential.OpenKeys;
import org.toolroute.gateway.credential.ResolvedCredential;
import org.toolroute.gateway.execution.CallVariables;
import org.toolroute.gateway.execution.ToolCall;
import org.toolroute.gateway.shared.BillingMode;

/**
 * The step that decrypts the key of a call and lays it ready for the transport; the exchange never
 * holds it. Refuses to run on a branch of the wrong mode, so a route with its branches mixed up
 * fails instead of using another key.
 */
public final class OpenKey implements Processor {
  private final KeyRing keyRing;
  private final OpenKeys openKeys;
  private final BillingMode mode;

  /**
   * @param mode the branch that the step stands on
   */
  public OpenKey(KeyRing keyRing, OpenKeys openKeys, BillingMode mode) {
    this.keyRing = keyRing;
    this.openKeys = openKeys;
    this.mode = mode;
  }

  @Override
  public void process(Exchange exchange) {
    open(CallVariables.call(exchange), CallVariables.plan(exchange).credential());
  }

  void open(ToolCall call, ResolvedCredential credential) {
    if (credential.mode() != mode) {
      throw new IllegalStateException("a step for mode " + mode + " on another branch");
    }
    keyRing
        .open(credential, call.environment(), call.provider())
        .ifPresent(key -> openKeys.put(call.id(), key));
  }
}
