package org.toolroute.gateway.account;

import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.toolroute.gateway.change.PostgresChangeFeed;
import org.toolroute.gateway.parts.ListeningLine;
import org.toolroute.gateway.parts.ObservedPool;
import org.toolroute.gateway.parts.TestClock;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.KeyId;

/** The account module of one gateway process. */
final class AccountNode implements AutoCloseable {
  final ObservedPool pool;
  final ListeningLine line;
  final PostgresChangeFeed feed;
  final TestClock clock = new TestClock();
  final Budgets budgets = new Budgets();
  final JdbcClient database;
  final Accounts accounts;
  final GatewayKeys keys;
  final Authentication authentication;

  AccountNode(TestDatabase testDatabase, AccountOpened... followers) {
    pool = new ObservedPool(testDatabase);
    line = new ListeningLine(testDatabase);
    feed = new PostgresChangeFeed(line);
    database = JdbcClient.create(pool);
    var transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
    var knownKeys = new KnownKeys(database, feed);
    accounts = new Accounts(database, transaction, clock, List.of(followers), knownKeys);
    keys = new GatewayKeys(database, transaction, clock, budgets, knownKeys);
    var limits =
        new RateLimits(new RateLimitSettings(100_000, 100_000, 64, 100, 10), Ticker.systemTicker());
    authentication = new GatewayKeyAuthentication(knownKeys, limits, clock);
    feed.start();
    await().until(feed::isCurrent);
  }

  @Override
  public void close() {
    feed.close();
    pool.close();
  }

  /** Budgets in memory, standing for the ledger's. */
  static final class Budgets implements KeyBudgets {
    private final Map<KeyId, Budget> set = new ConcurrentHashMap<>();
    volatile boolean refusing;

    @Override
    public void set(AccountId account, Environment environment, KeyId key, Budget budget) {
      if (refusing) {
        throw new IllegalStateException("the ledger refuses");
      }
      set.put(key, budget);
    }

    @Override
    public Map<KeyId, Budget> find(AccountId account, Set<KeyId> keys) {
      Map<KeyId, Budget> found = new HashMap<>(set);
      found.keySet().retainAll(keys);
      return found;
    }
  }
}
