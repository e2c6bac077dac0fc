package org.toolroute.gateway.byok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.toolroute.gateway.byok.FewProviders.OPENAI;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.secret.WrappedKey;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;

class WrappedKeyTableIT {
  private final TestDatabase testDatabase = TestDatabase.create();
  private final ByokNode node = new ByokNode(testDatabase);
  private final WrappedKeyTable keys = new WrappedKeyTable(node.database);

  @AfterEach
  void stop() {
    node.close();
    testDatabase.close();
  }

  @Test
  void everyWrappedKeyIsReadOnceWithItsOwner() {
    // Given
    List<AccountId> owners = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      owners.add(node.openAccount());
      node.register(owners.getLast(), OPENAI, "sk-" + n);
    }

    // When
    List<WrappedKey> read = new ArrayList<>();
    String after = "";
    for (List<WrappedKey> batch = keys.after(after, 2);
        !batch.isEmpty();
        batch = keys.after(after, 2)) {
      read.addAll(batch);
      after = batch.getLast().id();
    }

    // Then
    assertThat(read)
        .extracting(WrappedKey::owner)
        .containsExactlyInAnyOrderElementsOf(owners.stream().map(AccountId::toString).toList());
    assertThat(read).extracting(WrappedKey::id).isSorted();
  }

  @Test
  void newWrappingReachesCallsWithinASecond() {
    // Given
    AccountId account = node.openAccount();
    node.register(account, OPENAI, "sk-1");
    assertThat(wrappedKeyOf(account)).startsWith("test:");
    WrappedKey old = keys.after("", 1).getFirst();

    // When
    boolean replaced = keys.replace(old, "test:v2:new");
    boolean again = keys.replace(old, "test:v3:too late");

    // Then
    assertThat(replaced).isTrue();
    assertThat(again).isFalse();
    await().atMost(Duration.ofSeconds(1)).until(() -> wrappedKeyOf(account).equals("test:v2:new"));
  }

  @Test
  void startUpSeesWhichWrappingKeysAreNeeded() {
    // Given
    assertThat(keys.holds("")).isFalse();

    // When
    node.register(node.openAccount(), OPENAI, "sk-1");

    // Then
    assertThat(keys.holds("")).isTrue();
    assertThat(keys.holds("test:")).isTrue();
    assertThat(keys.holds("t%")).isFalse();
    assertThat(keys.holds("vault:")).isFalse();
  }

  private String wrappedKeyOf(AccountId account) {
    return node.registrations
        .active(account, Environment.LIVE, OPENAI)
        .orElseThrow()
        .sealed()
        .secret()
        .wrappedKey();
  }
}
