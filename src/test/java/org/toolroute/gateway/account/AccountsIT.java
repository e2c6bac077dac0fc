package org.toolroute.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.Page;
import org.toolroute.gateway.shared.PageRequest;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsIT {
  private final List<AccountId> opened = new ArrayList<>();
  private TestDatabase testDatabase;
  private AccountNode node;
  private boolean followerFails;

  @BeforeAll
  void start() {
    testDatabase = TestDatabase.create();
    node = new AccountNode(testDatabase, this::onOpened);
  }

  @AfterAll
  void stop() {
    node.close();
    testDatabase.close();
  }

  @BeforeEach
  void obey() {
    followerFails = false;
  }

  @Test
  void createdAccountIsFoundAndFollowed() {
    // When
    Account created = node.accounts.create("  Ünïcode & Sons 🔑 ");

    // Then
    assertThat(created.name()).isEqualTo("Ünïcode & Sons 🔑");
    assertThat(created.status()).isEqualTo(Account.Status.ACTIVE);
    assertThat(node.accounts.find(created.id())).contains(created);
    assertThat(opened).endsWith(created.id());
  }

  @Test
  void accountIsNotCreatedWhenAFollowerFails() {
    // Given
    List<Account> before = everything();
    followerFails = true;

    // When
    assertThatThrownBy(() -> node.accounts.create("acme"))
        .isInstanceOf(IllegalStateException.class);

    // Then
    assertThat(everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "a\u0000b", "a\nb", "\uD800", "\u007f"})
  void nameThatIsNoLineOfTextIsRefused(String name) {
    assertThat(refusalOf(name).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  @Test
  void nameMayHaveOneHundredCharactersAndNoMore() {
    // When
    Account longest = node.accounts.create("🔑".repeat(100));

    // Then
    assertThat(node.accounts.find(longest.id())).contains(longest);
    assertThat(refusalOf("🔑".repeat(101)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refusalOf("x".repeat(101)).code()).isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  @Test
  void freezingIsRememberedAndTakenBack() {
    // Given
    Account account = node.accounts.create("acme");

    // When
    Account frozen = node.accounts.freeze(account.id());
    Account again = node.accounts.freeze(account.id());
    Account unfrozen = node.accounts.unfreeze(account.id());

    // Then
    assertThat(List.of(frozen.status(), again.status(), unfrozen.status()))
        .containsExactly(Account.Status.FROZEN, Account.Status.FROZEN, Account.Status.ACTIVE);
    assertThat(node.accounts.find(account.id())).contains(account);
  }

  @Test
  void unknownAccountIsNotFound() {
    // When
    GatewayException failure =
        catchThrowableOfType(GatewayException.class, () -> node.accounts.freeze(AccountId.next()));

    // Then
    assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(failure.message()).isEqualTo(Accounts.notFound().message());
  }

  @Test
  void listIsReadInPagesWithoutGapOrRepetition() {
    // Given
    List<Account> created = Stream.of("a", "b", "c", "d", "e").map(node.accounts::create).toList();

    // When
    List<Account> read = new ArrayList<>();
    Page<Account> page = node.accounts.list(PageRequest.first(2));
    read.addAll(page.data());
    while (page.nextCursor().isPresent()) {
      page = node.accounts.list(new PageRequest(2, page.nextCursor()));
      read.addAll(page.data());
    }

    // Then
    assertThat(read).containsAll(created).isEqualTo(everything());
  }

  @Test
  void lastPageIsKnownToBeTheLast() {
    // Given
    node.accounts.create("a");
    int all = everything().size();

    // When
    Page<Account> whole = node.accounts.list(PageRequest.first(all));

    // Then
    assertThat(whole.data()).hasSize(all);
    assertThat(whole.nextCursor()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "' OR 1=1 --", "key_00000000000000000000000000000000"})
  void cursorThatNoListGaveIsRefused(String cursor) {
    // When
    GatewayException refusal =
        catchThrowableOfType(
            GatewayException.class,
            () -> node.accounts.list(new PageRequest(2, Optional.of(cursor))));

    // Then
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  private List<Account> everything() {
    return node.accounts.list(PageRequest.first(PageRequest.LIMIT_MAX)).data();
  }

  private GatewayException refusalOf(String name) {
    return catchThrowableOfType(GatewayException.class, () -> node.accounts.create(name));
  }

  private void onOpened(AccountId account) {
    if (followerFails) {
      throw new IllegalStateException("the ledger refuses");
    }
    opened.add(account);
  }
}
