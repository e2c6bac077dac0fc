package org.toolroute.gateway.protocol.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.Schemathesis;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/**
 * The running gateway is what its document says, in the eyes of schemathesis. With a test key, so
 * that nothing outside is reached; the system property {@code toolroute.test.seed} repeats a run.
 */
class OpenApiConformanceIT {
  private static final long SEED = Long.getLong("toolroute.test.seed", 20_261_124L);
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir Path folder;

  @Test
  void theGatewayAnswersAsItsDocumentSays() {
    try (TestDatabase database = TestDatabase.create();
        ProviderStub stub = ProviderStub.start();
        TestGateway gateway =
            TestGateway.start(
                database,
                stub,
                TestGateway.newHome(),
                Map.of("toolroute.limits.requests-per-minute", "10000000"))) {
      // Given
      TestAccount account = gateway.client().newAccount();
      System.err.println("seed " + SEED);
      // When
      Schemathesis.Ended ended =
          Schemathesis.run(gateway.client().port(), account.test(), SEED, folder, LIMIT);
      // Then
      assertThat(ended.exitCode()).as(ended.output()).isZero();
      assertThat(ended.output()).containsPattern("Selected: (\\d+)/\\1\\s+Tested: \\1\\s");
      assertThat(stub.requests()).isEmpty();
    }
  }
}
