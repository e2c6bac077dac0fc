package org.toolroute.gateway.platform;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The limits of the connections that everything but money uses, readiness among it: a database that
 * stopped without a word must cost a caller seconds.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabasePoolConfiguration {
  /** As Spring Boot names it. */
  private static final String POOL = "dataSource";

  /** Of an idle connection that is about to be used. */
  private static final Duration CHECK_MAX = Duration.ofSeconds(1);

  @Bean
  static BeanPostProcessor databasePoolLimits(ObjectProvider<DatabaseSettings> settings) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (name.equals(POOL) && bean instanceof HikariDataSource pool) {
          limit(pool, settings.getObject());
        }
        return bean;
      }
    };
  }

  private static void limit(HikariDataSource pool, DatabaseSettings settings) {
    long silenceSeconds = settings.statementTimeout().plusMillis(999).toSeconds() + 1;
    pool.setConnectionTimeout(settings.maxWait().toMillis());
    pool.setValidationTimeout(Math.min(settings.maxWait().toMillis(), CHECK_MAX.toMillis()));
    pool.setConnectionInitSql("SET statement_timeout = " + settings.statementTimeout().toMillis());
    pool.addDataSourceProperty("loginTimeout", String.valueOf(silenceSeconds));
    pool.addDataSourceProperty("socketTimeout", String.valueOf(silenceSeconds));
    pool.addDataSourceProperty("tcpKeepAlive", "true");
  }
}
