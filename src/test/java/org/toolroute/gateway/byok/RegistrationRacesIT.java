package org.toolroute.gateway.byok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.toolroute.gateway.byok.FewProviders.OPENAI;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.toolroute.gateway.change.Change;
import org.toolroute.gateway.change.ChangeListener;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;

/**
 * A row that was read before a change committed, and comes back to its reader after the change was
 * told, must not be remembered. The pool holds the reader up in exactly that moment.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistrationRacesIT {
  private static final Duration PROMISE = Duration.ofSeconds(1);

  private final AtomicInteger toldThere = new AtomicInteger();
  private TestDatabase testDatabase;
  private ByokNode here;
  private ByokNode there;
  private AccountId account;
  private Registration registered;

  @BeforeAll
  void start() {
    testDatabase = TestDatabase.create();
    here = new ByokNode(testDatabase);
    there = new ByokNode(testDatabase);
    there.feed.register(new Counter());
  }

  @AfterAll
  void stop() {
    here.close();
    there.close();
    testDatabase.close();
  }

  @BeforeEach
  void register() {
    account = here.openAccount();
    int toldBefore = toldThere.get();
    registered = here.register(account, OPENAI, "sk-old");
    await().atMost(PROMISE).until(() -> toldThere.get() > toldBefore);
  }

  @Test
  void deletionDuringAReadHere() {
    // Given
    here.pool.beforeNextReturn(this::delete);

    // When
    Optional<String> inFlight = here.keyOf(account, OPENAI);

    // Then
    assertThat(inFlight).contains("sk-old");
    assertThat(here.keyOf(account, OPENAI)).isEmpty();
  }

  @Test
  void replacementDuringAReadHere() {
    // Given
    here.pool.beforeNextReturn(this::replace);

    // When
    Optional<String> inFlight = here.keyOf(account, OPENAI);

    // Then
    assertThat(inFlight).contains("sk-old");
    assertThat(here.keyOf(account, OPENAI)).contains("sk-new");
  }

  @Test
  void registrationDuringAReadThatFoundNone() {
    // Given
    delete();
    here.pool.beforeNextReturn(this::replace);

    // When
    Optional<String> inFlight = here.keyOf(account, OPENAI);

    // Then
    assertThat(inFlight).isEmpty();
    assertThat(here.keyOf(account, OPENAI)).contains("sk-new");
  }

  @Test
  void deletionHereDuringAReadThere() {
    // Given
    there.pool.beforeNextReturn(() -> untilToldThere(this::delete));

    // When
    Optional<String> inFlight = there.keyOf(account, OPENAI);

    // Then
    assertThat(inFlight).contains("sk-old");
    assertThat(there.keyOf(account, OPENAI)).isEmpty();
  }

  @Test
  void replacementHereDuringAReadThere() {
    // Given
    there.pool.beforeNextReturn(() -> untilToldThere(this::replace));

    // When
    Optional<String> inFlight = there.keyOf(account, OPENAI);

    // Then
    assertThat(inFlight).contains("sk-old");
    assertThat(there.keyOf(account, OPENAI)).contains("sk-new");
  }

  /** The listener is lost and back again within one read: no notification, only doubt. */
  @Test
  void deletionThatWasMissedDuringAReadThere() {
    // Given
    there.pool.beforeNextReturn(() -> {
      there.line.cut();
      await().until(() -> !there.feed.isCurrent());
      delete();
      there.line.mend();
      await().until(there.feed::isCurrent);
    });

    // When
    Optional<String> inFlight = there.keyOf(account, OPENAI);

    // Then
    assertThat(inFlight).contains("sk-old");
    assertThat(there.keyOf(account, OPENAI)).isEmpty();
  }

  private void delete() {
    here.registrations.delete(account, Environment.LIVE, registered.id());
  }

  private void replace() {
    here.register(account, OPENAI, "sk-new");
  }

  private void untilToldThere(Runnable change) {
    int toldBefore = toldThere.get();
    change.run();
    await().atMost(PROMISE).until(() -> toldThere.get() > toldBefore);
  }

  /** Registered after the node's own listener, so it counts what that one has heard. */
  private final class Counter implements ChangeListener {
    @Override
    public void changed(Change change) {
      toldThere.incrementAndGet();
    }

    @Override
    public void anythingMayHaveChanged() {}
  }
}
