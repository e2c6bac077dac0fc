package org.toolroute.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.toolroute.gateway.change.ChangeFeed;
import org.toolroute.gateway.change.ChangePublisher;
import org.toolroute.gateway.parts.TestDatabase;

/** The module as Spring puts it together from settings. */
class AccountWiringIT {
  private static final String GIVEN = "correct-horse-battery-staple";

  @TempDir private Path home;
  private final TestDatabase testDatabase = TestDatabase.create();

  @AfterEach
  void stop() {
    testDatabase.close();
  }

  @Test
  void moduleStartsListensAndMakesTheFirstCredentials() {
    context()
        .run(running -> {
          assertThat(running).hasNotFailed().hasSingleBean(Authentication.class);
          assertThat(running).hasSingleBean(Accounts.class).hasSingleBean(GatewayKeys.class);
          assertThat(running).hasSingleBean(RateLimits.class);
          assertThat(running).hasSingleBean(ChangePublisher.class);
          await().until(running.getBean(ChangeFeed.class)::isCurrent);
          assertThat(home.resolve("credentials/first-credentials.env"))
              .content()
              .contains("TOOLROUTE_ADMIN_TOKEN=", "TOOLROUTE_LIVE_KEY=tr_live_");
        });
  }

  @Test
  void weakAdminTokenStopsTheStartWithoutBeingRepeated() {
    context()
        .withPropertyValues("toolroute.admin.token=hunter2")
        .run(running ->
            assertThat(running)
                .hasFailed()
                .getFailure()
                .rootCause()
                .hasMessageContaining("toolroute.admin.token")
                .hasMessageNotContaining("hunter2"));
  }

  @Test
  void givenAdminTokenIsNotWritten() {
    context()
        .withPropertyValues("toolroute.admin.token=" + GIVEN)
        .run(running -> {
          assertThat(running).hasNotFailed();
          assertThat(home.resolve("credentials/first-credentials.env"))
              .content()
              .doesNotContain(GIVEN, "ADMIN");
        });
  }

  private ApplicationContextRunner context() {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                DataSourceAutoConfiguration.class,
                DataSourceTransactionManagerAutoConfiguration.class,
                JdbcTemplateAutoConfiguration.class,
                JdbcClientAutoConfiguration.class,
                TransactionAutoConfiguration.class))
        .withUserConfiguration(Module.class)
        .withBean(InstantSource.class, InstantSource::system)
        .withBean(KeyBudgets.class, AccountNode.Budgets::new)
        .withPropertyValues(
            "toolroute.home=" + home,
            "spring.datasource.url=" + testDatabase.jdbcUrl(),
            "spring.datasource.username=" + TestDatabase.GATEWAY,
            "spring.datasource.password=" + testDatabase.password());
  }

  @ComponentScan(basePackageClasses = {AccountConfiguration.class, ChangeFeed.class})
  static class Module {}
}
