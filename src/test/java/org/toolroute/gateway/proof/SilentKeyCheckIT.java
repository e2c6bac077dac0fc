package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.RunningGateway;

/** A registration that is to be verified waits for the provider, but not for ever. */
class SilentKeyCheckIT {
  @AutoClose private final RunningGateway gateway = RunningGateway.start();
  private final CountDownLatch silence = new CountDownLatch(1);

  @AfterEach
  void letTheProviderSpeak() {
    silence.countDown();
  }

  @Test
  @Timeout(60)
  void aProviderThatNeverAnswersEndsTheCheckAtItsDeadlineAndNothingIsStored() {
    // Given
    gateway.stub().answers(request -> neverAnswer());
    String key = gateway.client().newAccount().live();

    // When
    Reply reply =
        gateway
            .client()
            .post(
                "/api/v1/byok",
                key,
                "{\"provider\":\"tavily\",\"api_key\":\"tvly-key-0123456789\",\"verify\":true}");

    // Then
    assertThat(silence.getCount()).isEqualTo(1);
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.errorCode()).isEqualTo("provider_unavailable");
    assertThat(gateway.client().get("/api/v1/byok", key).json().path("data").size()).isZero();
  }

  private Answer neverAnswer() {
    try {
      silence.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Answer.json(200, "{}");
  }
}
