package org.toolroute.gateway.byok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.toolroute.gateway.byok.FewProviders.OPENAI;

import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.PageRequest;

@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyStatusIT {
  private static final String ALARM = "stored key fails authentication";
  private static final String FLIP =
      "ciphertext = set_byte(ciphertext, 0, get_byte(ciphertext, 0) # 1)";

  private TestDatabase testDatabase;
  private ByokNode node;
  private AccountId account;
  private Registration registered;

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
  void register() {
    account = node.openAccount();
    registered = node.register(account, OPENAI, "sk-1");
  }

  @Test
  void rejectionIsShownWithItsTimeAndCallsKeepTrying() {
    // When
    node.registrations.markRejected(registered);

    // Then
    Registration rejected = stored();
    assertThat(rejected.status()).isEqualTo(Registration.Status.REJECTED);
    assertThat(rejected.statusSince()).contains(node.clock.instant());
    assertThat(active()).isEqualTo(rejected);
    assertThat(node.open(active())).isEqualTo("sk-1");
  }

  @Test
  void laterRejectionIsShownWithTheLaterTime() {
    // Given
    node.registrations.markRejected(registered);
    node.clock.advance(Duration.ofMinutes(1));

    // When
    node.registrations.markRejected(active());

    // Then
    assertThat(stored().statusSince()).contains(node.clock.instant());
  }

  @Test
  void rejectionsInQuickSuccessionAreWrittenOnce() {
    // Given
    node.registrations.markRejected(registered);
    Registration rejected = stored();
    node.clock.advance(Duration.ofSeconds(10));

    // When
    node.registrations.markRejected(rejected);

    // Then
    assertThat(stored()).isEqualTo(rejected);
  }

  @Test
  void successClearsTheRejection() {
    // Given
    node.registrations.markRejected(registered);

    // When
    node.registrations.markAccepted(active());

    // Then
    assertThat(active()).isEqualTo(registered);
    assertThat(stored()).isEqualTo(registered);
  }

  @Test
  void successOfAKeyInGoodStandingAsksNoDatabase() {
    // Given
    Registration known = active();
    int usesBefore = node.pool.uses();

    // When
    node.registrations.markAccepted(known);

    // Then
    assertThat(node.pool.uses()).isEqualTo(usesBefore);
  }

  @Test
  void outcomeOfACallWithTheOldKeySaysNothingAboutTheNewOne() {
    // Given
    Registration old = active();
    node.register(account, OPENAI, "sk-2");

    // When
    node.registrations.markRejected(old);

    // Then
    assertThat(active().status()).isEqualTo(Registration.Status.ACTIVE);
  }

  /** Each statement moves or damages what is stored, as a thief or a bad disk would. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        FLIP,
        "iv = set_byte(iv, 11, get_byte(iv, 11) # 1)",
        "key_version = 2",
        "provider = 'stripe'",
        "environment = 'test'",
        "account_id = :other",
        "byok_id = gen_random_uuid()"
      })
  void damagedOrMovedRowDoesNotOpenAndRaisesTheAlarmOnce(String damage, CapturedOutput output) {
    // Given
    update(damage);

    // When
    GatewayException first = failureOfOpening(stored());
    GatewayException second = failureOfOpening(stored());

    // Then
    assertThat(first.code()).isEqualTo(ErrorCode.BYOK_KEY_UNREADABLE);
    assertThat(second.code()).isEqualTo(ErrorCode.BYOK_KEY_UNREADABLE);
    assertThat(stored().status()).isEqualTo(Registration.Status.UNREADABLE);
    assertThat(stored().statusSince()).contains(node.clock.instant());
    assertThat(output.getAll().split(ALARM, -1)).hasSize(2);
    assertThat(output.getAll()).doesNotContain("sk-1");
  }

  @Test
  void rowThatIsMadeGoodAgainIsActiveAgain() {
    // Given
    update(FLIP);
    failureOfOpening(stored());
    update(FLIP);

    // When
    String key = node.open(stored());

    // Then
    assertThat(key).isEqualTo("sk-1");
    assertThat(stored()).isEqualTo(registered);
  }

  @Test
  void keyThatIsOutOfReachIsNotUnreadable() {
    // Given
    node.envelope.sealedOff = true;

    // When
    GatewayException failure = failureOfOpening(registered);

    // Then
    node.envelope.sealedOff = false;
    assertThat(failure.code()).isEqualTo(ErrorCode.SECRETS_UNAVAILABLE);
    assertThat(stored().status()).isEqualTo(Registration.Status.ACTIVE);
  }

  @Test
  void replacementClearsEveryStatus() {
    // Given
    node.registrations.markRejected(registered);
    update(FLIP);
    failureOfOpening(stored());

    // When
    Registration replaced = node.register(account, OPENAI, "sk-2");

    // Then
    assertThat(active()).isEqualTo(replaced);
    assertThat(replaced.status()).isEqualTo(Registration.Status.ACTIVE);
  }

  private void update(String assignment) {
    node.database
        .sql("UPDATE byok_key SET " + assignment + " WHERE wrapped_key = :wrappedKey")
        .param("wrappedKey", registered.sealed().secret().wrappedKey())
        .param("other", node.openAccount().value())
        .update();
  }

  /** The row as it is in the database now, wherever it was moved to. */
  private Registration stored() {
    UUID owner =
        node.database
            .sql("SELECT account_id FROM byok_key WHERE wrapped_key = :wrappedKey")
            .param("wrappedKey", registered.sealed().secret().wrappedKey())
            .query(UUID.class)
            .single();
    return Stream.of(Environment.values())
        .flatMap(environment ->
            node
                .registrations
                .list(new AccountId(owner), environment, PageRequest.first(10))
                .data()
                .stream())
        .filter(registration ->
            registration
                .sealed()
                .secret()
                .wrappedKey()
                .equals(registered.sealed().secret().wrappedKey()))
        .findFirst()
        .orElseThrow();
  }

  private Registration active() {
    return node.registrations.active(account, Environment.LIVE, OPENAI).orElseThrow();
  }

  private GatewayException failureOfOpening(Registration registration) {
    return catchThrowableOfType(GatewayException.class, () -> node.open(registration));
  }
}
