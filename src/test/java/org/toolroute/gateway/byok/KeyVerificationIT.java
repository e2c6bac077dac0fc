package org.toolroute.gateway.byok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.toolroute.gateway.byok.FewProviders.OPENAI;
import static org.toolroute.gateway.byok.FewProviders.STRIPE;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/** A key that cannot be used or verified is not stored, and the one that is there stays. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyVerificationIT {
  private static final String KEY = "sk-proj-canary-5e8f1c";

  private TestDatabase testDatabase;
  private ByokNode node;
  private AccountId account;

  @BeforeAll
  void start() {
    testDatabase = TestDatabase.create();
    node = new ByokNode(testDatabase);
  }

  @AfterAll
  void stop() {
    node.close();
    testDatabase.close();
  }

  @BeforeEach
  void openAccount() {
    account = node.openAccount();
    node.provider.verdict = new KeyCheck.Accepted();
    node.envelope.sealedOff = false;
  }

  @Test
  void verifiedKeyIsStored() {
    // When
    node.registrations.register(account, Environment.LIVE, ByokNode.verified("openai", KEY));

    // Then
    assertThat(node.keyOf(account, OPENAI)).contains(KEY);
  }

  @Test
  void keyThatTheProviderRejectsIsNotStoredAndReplacesNothing() {
    // Given
    node.register(account, OPENAI, "sk-good");
    node.provider.verdict = new KeyCheck.Rejected(401);

    // When
    GatewayException refusal = refusalOf(ByokNode.verified("openai", KEY));

    // Then
    assertThat(refusal.code()).isEqualTo(ErrorCode.BYOK_KEY_REJECTED);
    assertThat(refusal.status()).isEqualTo(401);
    assertThat(refusal.details())
        .hasToString("{\"provider\":\"openai\",\"upstream\":{\"status\":401}}");
    assertThat(node.keyOf(account, OPENAI)).contains("sk-good");
  }

  @Test
  void statusOfTheRejectionIsKept() {
    // Given
    node.provider.verdict = new KeyCheck.Rejected(403);

    // Then
    assertThat(refusalOf(ByokNode.verified("openai", KEY)).status()).isEqualTo(403);
  }

  @Test
  void keyThatCannotBeVerifiedIsNotStored() {
    // Given
    node.provider.verdict = new KeyCheck.Unavailable("It timed out.");

    // When
    GatewayException refusal = refusalOf(ByokNode.verified("openai", KEY));

    // Then
    assertThat(refusal.code()).isEqualTo(ErrorCode.PROVIDER_UNAVAILABLE);
    assertThat(refusal.message()).contains("It timed out.").doesNotContain(KEY);
    assertThat(node.keyOf(account, OPENAI)).isEmpty();
  }

  @Test
  void keyOfTheWrongFormIsRefusedBeforeAnybodyIsAsked() {
    // Given
    int questionsBefore = node.provider.questions;

    // When
    GatewayException refusal = refusalOf(ByokNode.verified("stripe", "pk_live_canary"));

    // Then
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_KEY_FORMAT);
    assertThat(node.provider.questions).isEqualTo(questionsBefore);
    assertThat(node.keyOf(account, STRIPE)).isEmpty();
  }

  @Test
  void nothingIsStoredOrReplacedWhileTheWrappingKeyIsOutOfReach() {
    // Given
    node.register(account, OPENAI, "sk-good");
    node.envelope.sealedOff = true;

    // When
    GatewayException refusal = refusalOf(ByokNode.plain("openai", KEY));

    // Then
    node.envelope.sealedOff = false;
    assertThat(refusal.code()).isEqualTo(ErrorCode.SECRETS_UNAVAILABLE);
    assertThat(node.keyOf(account, OPENAI)).contains("sk-good");
  }

  private GatewayException refusalOf(NewRegistration wanted) {
    return catchThrowableOfType(
        GatewayException.class,
        () -> node.registrations.register(account, Environment.LIVE, wanted));
  }
}
