package org.toolroute.gateway.ledger.postgres;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import java.util.UUID;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.CallId;

/**
 * Identifiers of transfers that must happen once, derived (RFC 9562, version 5) from what makes
 * them one: the second attempt has the same identifier and meets the first.
 */
final class TransferIds {
  private TransferIds() {}

  static UUID topUp(AccountId account, String reference) {
    return derive(account.value(), "top_up:" + reference);
  }

  static UUID openingGrant(AccountId account) {
    return derive(account.value(), "grant:opening");
  }

  static UUID excess(CallId call) {
    return derive(call.value(), "excess");
  }

  static UUID refund(CallId call, String reference) {
    return derive(call.value(), "refund:" + reference);
  }

  private static UUID derive(UUID namespace, String name) {
    NameBasedGenerator generator = Generators.nameBasedGenerator(namespace);
    return generator.generate(name);
  }
}
