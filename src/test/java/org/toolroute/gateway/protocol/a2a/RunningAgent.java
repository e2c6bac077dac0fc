package org.toolroute.gateway.protocol.a2a;

import java.util.Map;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.RunningGateway;

/** A running gateway with a shared key for the search. */
record RunningAgent(RunningGateway running) implements AutoCloseable {

  static RunningAgent start() {
    return start(Map.of());
  }

  static RunningAgent start(Map<String, String> settings) {
    RunningGateway running = RunningGateway.start(settings);
    running.client().shareKey("tavily", A2aClient.SHARED_KEY);
    running.stub().answers(A2aClient.ANSWER);
    return new RunningAgent(running);
  }

  GatewayClient client() {
    return running.client();
  }

  ProviderStub stub() {
    return running.stub();
  }

  A2aClient a2a() {
    return new A2aClient(client());
  }

  /** A new account with one credit; the stub answers and has seen nothing. */
  TestAccount newAccount() {
    TestAccount account = client().newAccount();
    client().topUp(account.id(), "1", "invoice-1");
    stub().answers(A2aClient.ANSWER);
    stub().forgetRequests();
    return account;
  }

  String balance(TestAccount account) {
    return client()
        .get("/api/v1/key", account.live())
        .json()
        .path("credits_remaining")
        .decimalValue()
        .stripTrailingZeros()
        .toPlainString();
  }

  @Override
  public void close() {
    running.close();
  }
}
