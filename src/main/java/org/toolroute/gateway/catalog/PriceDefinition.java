package org.toolroute.gateway.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeSet;
import org.toolroute.gateway.shared.ProviderId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Prices as written: completed with the tables that they name, put in one form, and named. */
final class PriceDefinition {
  private static final int VERSION_HEX_DIGITS = 12;

  private PriceDefinition() {}

  /** The price with its table of models in the place of the table's name. */
  static ObjectNode complete(ObjectNode price, Place root) {
    ObjectNode completed = price.deepCopy();
    JsonNode table = root.node().path("models").path(price.path("models").asString());
    if (price.has("models") && table.isObject()) {
      completed.set("models", table);
    }
    return (ObjectNode) canonical(completed);
  }

  static PriceList list(ProviderId provider, ObjectNode byOperation) {
    String json = canonical(byOperation).toString();
    String digest = HexFormat.of().formatHex(sha256(json)).substring(0, VERSION_HEX_DIGITS);
    return new PriceList(new PriceVersion(provider + "@" + digest), json);
  }

  /** Members sorted, numbers without trailing zeros: what means the same is written the same. */
  private static JsonNode canonical(JsonNode node) {
    if (node.isObject()) {
      ObjectNode sorted = JsonNodeFactory.instance.objectNode();
      new TreeSet<>(node.propertyNames())
          .forEach(name -> sorted.set(name, canonical(node.path(name))));
      return sorted;
    }
    if (node.isArray()) {
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> items.add(canonical(item)));
      return items;
    }
    return node.isNumber() ? canonical(node.decimalValue()) : node;
  }

  private static JsonNode canonical(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() <= 0
        ? JsonNodeFactory.instance.numberNode(stripped.toBigIntegerExact())
        : JsonNodeFactory.instance.numberNode(stripped);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
