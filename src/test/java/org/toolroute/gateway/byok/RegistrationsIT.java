package org.toolroute.gateway.byok;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.toolroute.gateway.byok.FewProviders.OPENAI;
import static org.toolroute.gateway.byok.FewProviders.STRIPE;
import static org.toolroute.gateway.byok.FewProviders.TWILIO;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.ByokId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Page;
import org.toolroute.gateway.shared.PageRequest;
import org.toolroute.gateway.shared.Secret;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistrationsIT {
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
  }

  @Test
  void registeredKeyIsUsedAtOnceAndShownNowhere() {
    // Given
    assertThat(node.keyOf(account, OPENAI)).isEmpty();

    // When
    Registration registered =
        node.registrations.register(
            account,
            Environment.LIVE,
            new NewRegistration("openai", Secret.of(KEY), Optional.of(" mine "), false));

    // Then
    assertThat(node.keyOf(account, OPENAI)).contains(KEY);
    assertThat(registered.label()).contains("mine");
    assertThat(registered.status()).isEqualTo(Registration.Status.ACTIVE);
    assertThat(registered.toString()).doesNotContain(KEY).contains("[sealed]");
    assertThat(node.registrations.find(account, Environment.LIVE, registered.id()))
        .contains(registered);
    assertThat(rows())
        .noneMatch(row -> row.contains(KEY) || row.contains(hex(KEY.getBytes(US_ASCII))));
  }

  @Test
  void longestKeyIsStored() {
    // Given
    String longest = "k".repeat(4096);

    // When
    node.register(account, OPENAI, longest);

    // Then
    assertThat(node.keyOf(account, OPENAI)).contains(longest);
  }

  @Test
  void replacingMakesANewIdAndLeavesNothingOfTheOld() {
    // Given
    Registration old = node.register(account, OPENAI, KEY);
    node.registrations.markRejected(old);

    // When
    Registration replaced = node.register(account, OPENAI, "sk-new");

    // Then
    assertThat(replaced.id()).isNotEqualTo(old.id());
    assertThat(node.keyOf(account, OPENAI)).contains("sk-new");
    assertThat(node.registrations.find(account, Environment.LIVE, old.id())).isEmpty();
    assertThat(node.registrations.find(account, Environment.LIVE, replaced.id()))
        .contains(replaced);
    assertThat(node.envelope.forgotten).contains(old.id().toString());
    assertThat(rows())
        .noneMatch(row -> row.contains(old.sealed().secret().wrappedKey()))
        .noneMatch(row -> row.contains(hex(old.sealed().secret().ciphertext())));
  }

  @Test
  void deletionLeavesNothingAndTheNextCallFindsNoKey() {
    // Given
    Registration registered = node.register(account, OPENAI, KEY);
    assertThat(node.keyOf(account, OPENAI)).contains(KEY);

    // When
    node.registrations.delete(account, Environment.LIVE, registered.id());

    // Then
    assertThat(node.keyOf(account, OPENAI)).isEmpty();
    assertThat(node.registrations.find(account, Environment.LIVE, registered.id())).isEmpty();
    assertThat(node.envelope.forgotten).contains(registered.id().toString());
    assertThat(rows()).noneMatch(row -> row.contains(registered.id().value().toString()));
    assertThat(refusalOfDeleting(registered.id()).code()).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void foreignRegistrationBehavesExactlyLikeAMissingOne() {
    // Given
    AccountId other = node.openAccount();
    Registration foreign = node.register(other, OPENAI, KEY);
    Registration inTest =
        node.registrations.register(account, Environment.TEST, ByokNode.plain("openai", KEY));

    // When
    List<GatewayException> refusals =
        Stream.of(foreign.id(), inTest.id(), ByokId.next()).map(this::refusalOfDeleting).toList();

    // Then
    GatewayException malformed = Registrations.notFound();
    assertThat(refusals)
        .allSatisfy(refusal -> {
          assertThat(refusal.code()).isEqualTo(malformed.code());
          assertThat(refusal.status()).isEqualTo(404);
          assertThat(refusal.message()).isEqualTo(malformed.message());
          assertThat(refusal.details()).isEmpty();
        });
    assertThat(node.registrations.find(account, Environment.LIVE, foreign.id())).isEmpty();
    assertThat(node.registrations.find(account, Environment.LIVE, inTest.id())).isEmpty();
    assertThat(node.keyOf(account, OPENAI)).isEmpty();
    assertThat(node.keyOf(other, OPENAI)).contains(KEY);
  }

  @Test
  void environmentsDoNotMeet() {
    // Given
    node.register(account, OPENAI, KEY);

    // When
    node.registrations.register(account, Environment.TEST, ByokNode.plain("openai", "sk-test"));

    // Then
    assertThat(node.keyOf(account, OPENAI)).contains(KEY);
    assertThat(node.registrations.active(account, Environment.TEST, OPENAI).map(node::open))
        .contains("sk-test");
  }

  @Test
  void ofManyRegistrationsAtOnceOneIsLeftAndTheOthersAreForgotten() throws Exception {
    // Given
    int writers = 24;

    // When
    List<Registration> written = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      var results =
          IntStream.range(0, writers)
              .mapToObj(n -> threads.submit(() -> node.register(account, OPENAI, "sk-" + n)))
              .toList();
      for (var result : results) {
        written.add(result.get());
      }
    }

    // Then
    Registration left = node.registrations.active(account, Environment.LIVE, OPENAI).orElseThrow();
    assertThat(written).contains(left);
    assertThat(node.open(left)).startsWith("sk-");
    assertThat(node.envelope.forgotten)
        .containsAll(
            written.stream()
                .filter(registration -> !registration.equals(left))
                .map(registration -> registration.id().toString())
                .toList())
        .doesNotContain(left.id().toString());
    assertThat(page(PageRequest.first(200)).data()).containsExactly(left);
  }

  @Test
  void registrationsAreListedInPagesOfOneAccountAndEnvironment() {
    // Given
    List<Registration> all =
        Stream.of(
                node.register(account, OPENAI, "sk-1"),
                node.register(account, STRIPE, "sk_2"),
                node.register(account, TWILIO, "AC3:token"))
            .sorted(comparing(registration -> registration.id().toString()))
            .toList();
    node.register(node.openAccount(), OPENAI, "sk-other");
    node.registrations.register(account, Environment.TEST, ByokNode.plain("openai", "sk-t"));

    // When
    Page<Registration> start = page(PageRequest.first(2));
    Page<Registration> end = page(new PageRequest(2, start.nextCursor()));

    // Then
    assertThat(start.data()).isEqualTo(all.subList(0, 2));
    assertThat(end.data()).isEqualTo(all.subList(2, 3));
    assertThat(end.nextCursor()).isEmpty();
  }

  private Page<Registration> page(PageRequest request) {
    return node.registrations.list(account, Environment.LIVE, request);
  }

  private GatewayException refusalOfDeleting(ByokId id) {
    return catchThrowableOfType(
        GatewayException.class, () -> node.registrations.delete(account, Environment.LIVE, id));
  }

  private List<String> rows() {
    return node.database.sql("SELECT k::text FROM byok_key k").query(String.class).list();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
