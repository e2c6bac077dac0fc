package org.toolroute.gateway.byok;

import static org.awaitility.Awaitility.await;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.change.PostgresChangeFeed;
import org.toolroute.gateway.parts.ListeningLine;
import org.toolroute.gateway.parts.ObservedPool;
import org.toolroute.gateway.parts.TestClock;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;

/** The registrations of one gateway process. */
final class ByokNode implements AutoCloseable {
  final ObservedPool pool;
  final ListeningLine line;
  final PostgresChangeFeed feed;
  final JdbcClient database;
  final TestEnvelope envelope = new TestEnvelope();
  final TestClock clock = new TestClock();
  final ScriptedKeyCheck provider = new ScriptedKeyCheck();
  final Registrations registrations;

  ByokNode(TestDatabase testDatabase) {
    pool = new ObservedPool(testDatabase);
    line = new ListeningLine(testDatabase);
    feed = new PostgresChangeFeed(line);
    database = JdbcClient.create(pool);
    var table = new RegistrationTable(database);
    registrations =
        new Registrations(
            table,
            new KnownRegistrations(table, envelope, feed),
            new KeyRules(new FewProviders(), provider),
            envelope,
            clock);
    feed.start();
    await().until(feed::isCurrent);
  }

  AccountId openAccount() {
    AccountId account = AccountId.next();
    database
        .sql("INSERT INTO account (account_id, name, created_at) VALUES (:id, 'acme', now())")
        .param("id", account.value())
        .update();
    return account;
  }

  Registration register(AccountId account, ProviderId provider, String key) {
    return registrations.register(account, Environment.LIVE, plain(provider.value(), key));
  }

  /** The key that a live call to {@code provider} would use. */
  Optional<String> keyOf(AccountId account, ProviderId provider) {
    return registrations.active(account, Environment.LIVE, provider).map(this::open);
  }

  String open(Registration registration) {
    try (Secret key = registrations.open(registration)) {
      return key.reveal(SecretAccess.UPSTREAM_REQUEST);
    }
  }

  static NewRegistration plain(String provider, String key) {
    return new NewRegistration(provider, Secret.of(key), Optional.empty(), false);
  }

  static NewRegistration verified(String provider, String key) {
    return new NewRegistration(provider, Secret.of(key), Optional.empty(), true);
  }

  @Override
  public void close() {
    feed.close();
    pool.close();
  }

  /** A provider that says what the test wants. */
  static final class ScriptedKeyCheck implements KeyCheck {
    volatile Verdict verdict = new Accepted();
    volatile int questions;

    @Override
    public Verdict check(ProviderId provider, Environment environment, Secret key) {
      questions++;
      return verdict;
    }
  }
}
