package org.toolroute.gateway.admin;

import java.util.LinkedHashSet;
import java.util.Set;
import org.toolroute.gateway.account.NewKey;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.protocol.rest.Members;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code allowed_tools}: names of providers and of operations that there are. A name that is
 * misspelt would make a key that cannot call what it was made for.
 */
final class AllowedTools {
  private static final String MEMBER = "allowed_tools";

  private final Catalog catalog;

  AllowedTools(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The names as the catalogue spells them.
   *
   * @throws GatewayException {@code invalid_request} that points at the first name that is not
   *     known, with the nearest ones in {@code nearest}
   */
  Set<String> read(JsonNode node) {
    if (!node.isArray() || !node.valueStream().allMatch(JsonNode::isString)) {
      throw Members.invalid(MEMBER, "must be a list of names");
    }
    if (node.size() > NewKey.ALLOWED_TOOLS_MAX) {
      throw Members.invalid(MEMBER, "has more than " + NewKey.ALLOWED_TOOLS_MAX + " names");
    }
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < node.size(); i++) {
      names.add(known(node.path(i).stringValue(), i));
    }
    return names;
  }

  private String known(String name, int position) {
    try {
      return name.contains("__")
          ? catalog.resolve(name, null).name().functionName()
          : catalog.resolveProvider(name).id().value();
    } catch (GatewayException e) {
      throw unknown(position, e.details().path("nearest"));
    }
  }

  private static GatewayException unknown(int position, JsonNode nearest) {
    String reason = "is no provider or operation of this gateway";
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    details
        .putArray("violations")
        .addObject()
        .put("pointer", "/" + MEMBER + "/" + position)
        .put("message", reason);
    details.set("nearest", nearest);
    return new GatewayException(
        ErrorCode.INVALID_REQUEST,
        "Name " + position + " of " + MEMBER + " " + reason + ".",
        details);
  }
}
