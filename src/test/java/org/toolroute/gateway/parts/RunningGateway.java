package org.toolroute.gateway.parts;

import java.util.Map;

/**
 * A gateway with what it stands on: a database of its own, and the stub that is all of its
 * providers. A test class keeps one in a static field with {@link org.junit.jupiter.api.AutoClose},
 * so that it ends with the last test.
 */
public record RunningGateway(TestDatabase database, ProviderStub stub, TestGateway gateway)
    implements AutoCloseable {

  /** Starts one as {@link TestGateway} does. */
  public static RunningGateway start() {
    return start(Map.of());
  }

  /**
   * Starts one.
   *
   * @param settings further properties, or others than a test gateway has
   */
  public static RunningGateway start(Map<String, String> settings) {
    TestDatabase database = TestDatabase.create();
    ProviderStub stub = ProviderStub.start();
    return new RunningGateway(
        database, stub, TestGateway.start(database, stub, TestGateway.newHome(), settings));
  }

  public GatewayClient client() {
    return gateway.client();
  }

  @Override
  public void close() {
    gateway.close();
    stub.close();
    database.close();
  }
}
