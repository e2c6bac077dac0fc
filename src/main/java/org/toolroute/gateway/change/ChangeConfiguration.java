package org.toolroute.gateway.change;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the change feed. */
@Configuration(proxyBeanMethods = false)
class ChangeConfiguration {

  @Bean(initMethod = "start", destroyMethod = "close")
  PostgresChangeFeed changeFeed(JdbcConnectionDetails database) {
    return new PostgresChangeFeed(
        ListeningConnections.to(
            database.getJdbcUrl(), database.getUsername(), database.getPassword()));
  }

  @Bean
  ChangePublisher changePublisher(JdbcClient database) {
    return new ChangePublisher(database);
  }
}
