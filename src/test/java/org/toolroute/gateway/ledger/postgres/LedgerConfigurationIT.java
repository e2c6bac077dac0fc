package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import org.toolroute.gateway.ledger.AccountBalances;
import org.toolroute.gateway.ledger.Audit;
import org.toolroute.gateway.ledger.HoldOutcome.Held;
import org.toolroute.gateway.ledger.Ledger;
import org.toolroute.gateway.ledger.LedgerProperties;
import org.toolroute.gateway.ledger.TopUps;
import org.toolroute.gateway.ledger.UsageBacklog;
import org.toolroute.gateway.ledger.UsageQuery;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.shared.AccountId;

/** The beans fit together, and the settings have the defaults and names that they promise. */
class LedgerConfigurationIT {
  @TempDir Path home;

  @Test
  void beansWorkTogether() {
    try (TestDatabase database = TestDatabase.create()) {
      new ApplicationContextRunner()
          .withUserConfiguration(LedgerConfiguration.class)
          .withBean(InstantSource.class, InstantSource::system)
          .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
          .withPropertyValues(
              "toolroute.home=" + home,
              "spring.datasource.url=" + database.jdbcUrl(),
              "spring.datasource.username=" + TestDatabase.GATEWAY,
              "spring.datasource.password=" + database.password())
          .run(context -> {
            AccountId account = AccountId.next();
            context.getBean(AccountBalances.class).open(account);
            context.getBean(TopUps.class).topUp(account, credits("5"), "first");
            assertThat(context.getBean(Ledger.class).hold(hold(account, "5")))
                .isInstanceOf(Held.class);
            assertThat(context.getBean(Audit.class).run().ok()).isTrue();
            assertThat(context.getBean(UsageBacklog.class).writeOnce()).isZero();
            assertThat(context).hasSingleBean(UsageQuery.class);
            assertThat(context).hasSingleBean(MeterBinder.class);
          });
    }
  }

  @Test
  void defaults() {
    settings()
        .run(context ->
            assertThat(context.getBean(LedgerProperties.class))
                .isEqualTo(
                    new LedgerProperties(
                        "gateway",
                        8,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1),
                        DataSize.ofMegabytes(64))));
  }

  @Test
  void bindsEveryKey() {
    settings()
        .withPropertyValues(
            "toolroute.ledger.node=gateway-2",
            "toolroute.ledger.pool-size=16",
            "toolroute.ledger.max-wait=1s",
            "toolroute.ledger.statement-timeout=5s",
            "toolroute.ledger.lock-timeout=4s",
            "toolroute.ledger.capture-patience=20s",
            "toolroute.ledger.audit-timeout=10m",
            "toolroute.ledger.spool-size=1GB")
        .run(context ->
            assertThat(context.getBean(LedgerProperties.class))
                .isEqualTo(
                    new LedgerProperties(
                        "gateway-2",
                        16,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(10),
                        DataSize.ofGigabytes(1))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node=",
        "pool-size=0",
        "pool-size=101",
        "max-wait=249ms",
        "lock-timeout=0s",
        "capture-patience=31s"
      })
  void settingsOutOfBoundsStopTheStart(String setting) {
    settings()
        .withPropertyValues("toolroute.ledger." + setting)
        .run(context -> assertThat(context).hasFailed());
  }

  private static ApplicationContextRunner settings() {
    return new ApplicationContextRunner().withUserConfiguration(Settings.class);
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(LedgerProperties.class)
  static class Settings {}
}
