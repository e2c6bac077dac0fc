package org.toolroute.gateway.platform;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.platform.postgres.EmbeddedPostgres;
import org.toolroute.gateway.platform.postgres.EmbeddedPostgresSettings;
import org.toolroute.gateway.platform.postgres.PostgresLogin;
import org.toolroute.gateway.platform.postgres.RunningPostgres;
import org.toolroute.gateway.shared.SecretAccess;

/**
 * The database when {@code spring.datasource.url} names none: an embedded PostgreSQL in the
 * gateway's home. Migrations run as the owner role, everything else as the gateway's role.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!environment.containsProperty('spring.datasource.url')")
class EmbeddedDatabaseConfiguration {

  @Bean(destroyMethod = "close")
  RunningPostgres embeddedPostgres(
      @Value("${toolroute.home}") Path home, @Value("${toolroute.postgres.port:0}") int port) {
    return EmbeddedPostgres.start(EmbeddedPostgresSettings.below(home).withPort(port));
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
