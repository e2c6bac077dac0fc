package org.toolroute.gateway.protocol.rest;

import java.time.ZoneOffset;
import java.util.List;
import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.byok.Registration;
import org.toolroute.gateway.byok.Registrations;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.credential.KeyRing;
import org.toolroute.gateway.ledger.Ledger;
import org.toolroute.gateway.shared.PageRequest;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /api/v1/key}: what the caller's key can spend and which providers it can use. */
final class AccountReadings {
  private final Ledger ledger;
  private final Registrations registrations;
  private final Catalog catalog;
  private final KeyRing keyRing;

  AccountReadings(Ledger ledger, Registrations registrations, Catalog catalog, KeyRing keyRing) {
    this.ledger = ledger;
    this.registrations = registrations;
    this.catalog = catalog;
    this.keyRing = keyRing;
  }

  /** Free providers are in neither list; one with an own key is not paid by credits. */
  RestAnswer key(RestRequest request) {
    Caller caller = request.caller();
    List<Registration> own =
        registrations
            .list(caller.account(), caller.environment(), PageRequest.first(PageRequest.LIMIT_MAX))
            .data();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("key_id", caller.key().toString());
    node.put("environment", caller.environment().wireName());
    node.put(
        "credits_remaining", ledger.available(caller.account(), caller.environment()).toDecimal());
    ArrayNode byok = node.putArray("byok_providers");
    own.forEach(registration -> byok.add(write(registration)));
    ArrayNode credit = node.putArray("credit_providers");
    catalog.providers().stream()
        .filter(provider -> !provider.free())
        .filter(provider -> own.stream().noneMatch(one -> one.provider().equals(provider.id())))
        .filter(provider -> keyRing.hasSharedKey(caller.environment(), provider))
        .map(Provider::id)
        .forEach(id -> credit.add(id.value()));
    return RestAnswer.ok(node);
  }

  private static ObjectNode write(Registration registration) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("provider", registration.provider().value());
    node.put("status", registration.status().wireName());
    node.put(
        "registered", registration.createdAt().atOffset(ZoneOffset.UTC).toLocalDate().toString());
    return node;
  }
}
