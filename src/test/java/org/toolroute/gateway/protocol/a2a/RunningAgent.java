package org.toolroute.gateway.protocol.a2a;

import java.util.Map;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/** A gateway with a shared key for the search, and what it stands on. */
record RunningAgent(TestDatabase database, ProviderStub stub, TestGateway gateway)
    implements AutoCloseable {

  static RunningAgent start(Map<String, String> settings) {
    TestDatabase database = TestDatabase.create();
    ProviderStub stub = ProviderStub.start();
    TestGateway gateway = TestGateway.start(database, stub, TestGateway.newHome(), settings);
    gateway.client().shareKey("tavily", A2aClient.SHARED_KEY);
    stub.answers(A2aClient.ANSWER);
    return new RunningAgent(database, stub, gateway);
  }

  GatewayClient client() {
    return gateway.client();
  }

  A2aClient a2a() {
    return new A2aClient(client());
  }

  /** A new account with one credit; the stub answers and has seen nothing. */
  TestAccount newAccount() {
    TestAccount account = client().newAccount();
    client().topUp(account.id(), "1", "invoice-1");
    stub.answers(A2aClient.ANSWER);
    stub.forgetRequests();
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
    gateway.close();
    stub.close();
    database.close();
  }
}
