package org.toolroute.gateway.protocol.rest;

import java.util.Set;
import org.toolroute.gateway.account.Caller;
import org.toolroute.gateway.account.RateLimits;
import org.toolroute.gateway.byok.NewRegistration;
import org.toolroute.gateway.byok.Registration;
import org.toolroute.gateway.byok.Registrations;
import org.toolroute.gateway.shared.ByokId;
import org.toolroute.gateway.shared.Secret;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /api/v1/byok}: the caller's own provider keys. No answer ever holds one. A frozen account
 * may read and delete its registrations, but not make one: to verify a key is to call a provider.
 */
final class ByokOperations {
  private static final Set<String> MEMBERS = Set.of("provider", "api_key", "label", "verify");

  private final Registrations registrations;
  private final RateLimits limits;

  ByokOperations(Registrations registrations, RateLimits limits) {
    this.registrations = registrations;
    this.limits = limits;
  }

  RestAnswer register(RestRequest request) {
    Members members = new Members(request.body(), MEMBERS);
    Caller caller = request.caller();
    caller.requireNotFrozen();
    if (members.flag("verify")) {
      limits.countKeyCheck(caller.account());
    }
    try (Secret key = Secret.of(members.text("api_key"))) {
      NewRegistration wanted =
          new NewRegistration(
              members.text("provider"), key, members.optionalText("label"), members.flag("verify"));
      return RestAnswer.created(
          write(registrations.register(caller.account(), caller.environment(), wanted)));
    }
  }

  RestAnswer list(RestRequest request) {
    Caller caller = request.caller();
    return RestAnswer.ok(
        PageJson.write(
            registrations.list(caller.account(), caller.environment(), request.page()),
            ByokOperations::write));
  }

  RestAnswer read(RestRequest request) {
    Caller caller = request.caller();
    return RestAnswer.ok(
        write(
            registrations
                .find(caller.account(), caller.environment(), id(request))
                .orElseThrow(Registrations::notFound)));
  }

  RestAnswer delete(RestRequest request) {
    Caller caller = request.caller();
    registrations.delete(caller.account(), caller.environment(), id(request));
    return RestAnswer.noContent();
  }

  /** A text that is no id is as unknown as the id of nobody's registration. */
  private static ByokId id(RestRequest request) {
    return ByokId.parse(request.path("id")).orElseThrow(Registrations::notFound);
  }

  private static ObjectNode write(Registration registration) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", registration.id().toString());
    node.put("provider", registration.provider().value());
    node.put("status", registration.status().wireName());
    node.put("created_at", registration.createdAt().toString());
    registration.label().ifPresent(label -> node.put("label", label));
    registration.statusSince().ifPresent(since -> node.put("status_since", since.toString()));
    return node;
  }
}
