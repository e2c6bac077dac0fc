package org.toolroute.gateway.ledger.postgres;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.toolroute.gateway.ledger.IdempotencyKeys;

/** The bean that keeps idempotency keys, on the ledger's own connections. */
@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration {

  @Bean
  IdempotencyKeys idempotencyKeys(LedgerDatabase database) {
    return new PostgresIdempotencyKeys(database);
  }
}
