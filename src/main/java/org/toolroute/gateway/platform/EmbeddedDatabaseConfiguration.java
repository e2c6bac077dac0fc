package org.toolroute.gateway.platform;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.platform.postgres.PostgresLogin;
import org.toolroute.gateway.platform.postgres.RunningPostgres;
import org.toolroute.gateway.shared.SecretAccess;

/**
 * The database when {@code spring.datasource.url} names none: an embedded PostgreSQL in the
 * gateway's home. Migrations run as the owner role, everything else as the gateway's role.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean(EmbeddedDatabaseStart.class)
class EmbeddedDatabaseConfiguration {

  /** Closed by its start. */
  @Bean(destroyMethod = "")
  RunningPostgres embeddedPostgres(EmbeddedDatabaseStart start) {
    return start.server().await();
  }

  @Bean
  JdbcConnectionDetails gatewayLogin(RunningPostgres postgres) {
    String password = password(postgres.gateway());
    return new JdbcConnectionDetails() {
      @Override
      public String getUsername() {
        return postgres.gateway().user();
      }

      @Override
      public String getPassword() {
        return password;
      }

      @Override
      public String getJdbcUrl() {
        return postgres.jdbcUrl();
      }
    };
  }

  @Bean
  FlywayConnectionDetails ownerLogin(RunningPostgres postgres) {
    String password = password(postgres.owner());
    return new FlywayConnectionDetails() {
      @Override
      public String getUsername() {
        return postgres.owner().user();
      }

      @Override
      public String getPassword() {
        return password;
      }

      @Override
      public String getJdbcUrl() {
        return postgres.jdbcUrl();
      }
    };
  }

  private static String password(PostgresLogin login) {
    return login.password().reveal(SecretAccess.DATABASE_LOGIN);
  }
}
