package org.toolroute.gateway.admin;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.toolroute.gateway.account.Budget;
import org.toolroute.gateway.account.GatewayKey;
import org.toolroute.gateway.account.GatewayKeys;
import org.toolroute.gateway.account.IssuedKey;
import org.toolroute.gateway.account.NewKey;
import org.toolroute.gateway.protocol.rest.Members;
import org.toolroute.gateway.protocol.rest.PageJson;
import org.toolroute.gateway.protocol.rest.RestAnswer;
import org.toolroute.gateway.protocol.rest.RestRequest;
import org.toolroute.gateway.shared.KeyId;
import org.toolroute.gateway.shared.Secret;
import org.toolroute.gateway.shared.SecretAccess;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Issues, lists and revokes the gateway keys of an account. */
final class KeyOperations {
  private static final Set<String> MEMBERS =
      Set.of("name", "environment", "expires_at", "allowed_tools", "budget");

  private final GatewayKeys keys;
  private final AllowedTools tools;

  KeyOperations(GatewayKeys keys, AllowedTools tools) {
    this.keys = keys;
    this.tools = tools;
  }

  /** The only answer that ever holds the key. */
  RestAnswer issue(RestRequest request) {
    NewKey wanted = read(new Members(request.body(), MEMBERS));
    IssuedKey issued = keys.issue(AccountOperations.accountId(request), wanted);
    try (Secret secret = issued.secret()) {
      ObjectNode node = write(issued.key());
      node.put("key", secret.reveal(SecretAccess.SHOW_ONCE));
      return RestAnswer.created(node);
    }
  }

  RestAnswer list(RestRequest request) {
    return RestAnswer.ok(
        PageJson.write(
            keys.list(AccountOperations.accountId(request), request.page()), KeyOperations::write));
  }

  RestAnswer revoke(RestRequest request) {
    KeyId key = KeyId.parse(request.path("key")).orElseThrow(GatewayKeys::notFound);
    return RestAnswer.ok(write(keys.revoke(AccountOperations.accountId(request), key)));
  }

  private NewKey read(Members members) {
    return new NewKey(
        members.optionalText("name"),
        EnvironmentName.parse(members.text("environment")),
        members.optionalText("expires_at").map(KeyOperations::instant),
        members.any("allowed_tools").map(tools::read).orElse(Set.of()),
        members.optionalObject("budget").map(KeyOperations::budget));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Members.invalid("expires_at", "must be a time such as 2030-01-31T12:00:00Z");
    }
  }

  private static Budget budget(ObjectNode node) {
    Members members = new Members(node, Set.of("amount", "period"));
    return Budget.parse(members.amount("amount").toDecimal(), members.text("period"));
  }

  private static ObjectNode write(GatewayKey key) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", key.id().toString());
    node.put("name", key.name().orElse(null));
    node.put("environment", key.environment().wireName());
    node.put("prefix", key.prefix());
    ArrayNode tools = node.putArray("allowed_tools");
    key.allowedTools().stream().sorted().forEach(tools::add);
    node.set("budget", key.budget().map(KeyOperations::write).orElse(null));
    node.put("created_at", key.createdAt().toString());
    node.put("expires_at", text(key.expiresAt()));
    node.put("revoked_at", text(key.revokedAt()));
    return node;
  }

  private static ObjectNode write(Budget budget) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("amount", budget.amount().toDecimal());
    node.put("period", budget.period().wireName());
    return node;
  }

  private static @Nullable String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(null);
  }
}
