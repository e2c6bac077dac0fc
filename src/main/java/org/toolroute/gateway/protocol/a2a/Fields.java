package org.toolroute.gateway.protocol.a2a;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.toolroute.gateway.protocol.rest.Members;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a protocol object (specification section 5.5: ProtoJSON). Names are camelCase, and
 * snake_case is taken too; numbers and flags may be strings, as in a query; unknown fields are
 * ignored, so that later minor versions can be spoken to. A wrong type is {@code invalid_request}.
 *
 * @param path of the object in the request, for messages; empty for the request itself
 */
record Fields(ObjectNode object, String path) {
  private static final Pattern CAPITAL = Pattern.compile("([A-Z])");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,9}");

  /** A string; empty and missing are the same in ProtoJSON. */
  Optional<String> text(String name, int longest) {
    return present(name)
        .map(value -> {
          if (!value.isString() || value.stringValue().length() > longest) {
            throw invalid(name, "must be a string of at most " + longest + " characters");
          }
          String text = value.stringValue();
          if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)
              || text.chars().anyMatch(Character::isISOControl)) {
            throw invalid(name, "must be Unicode without control characters");
          }
          return text;
        })
        .filter(value -> !value.isEmpty());
  }

  String requiredText(String name, int longest) {
    return text(name, longest).orElseThrow(() -> invalid(name, "is required"));
  }

  Optional<Integer> integer(String name) {
    return present(name)
        .map(value -> {
          String digits = value.isString() ? value.stringValue() : value.toString();
          if (!(value.isIntegralNumber() || value.isString())
              || !INTEGER.matcher(digits).matches()) {
            throw invalid(name, "must be a whole number");
          }
          return Integer.valueOf(digits);
        });
  }

  boolean flag(String name) {
    return present(name)
        .map(value -> {
          String text = value.isString() ? value.stringValue() : value.toString();
          if (!text.equals("true") && !text.equals("false")) {
            throw invalid(name, "must be true or false");
          }
          return text.equals("true");
        })
        .orElse(false);
  }

  Optional<Fields> object(String name) {
    return present(name)
        .map(value -> {
          if (value instanceof ObjectNode inner) {
            return new Fields(inner, path + name + ".");
          }
          throw invalid(name, "must be an object");
        });
  }

  Optional<ArrayNode> array(String name) {
    return present(name)
        .map(value -> {
          if (value instanceof ArrayNode inner) {
            return inner;
          }
          throw invalid(name, "must be an array");
        });
  }

  /** The field under either of its names; never both, since only one would be used. */
  Optional<JsonNode> present(String name) {
    String snake = CAPITAL.matcher(name).replaceAll("_$1").toLowerCase(Locale.ROOT);
    if (!snake.equals(name) && object.has(snake)) {
      if (object.has(name)) {
        throw invalid(name, "is given twice, as " + snake + " too");
      }
      return Optional.of(object.path(snake)).filter(value -> !value.isNull());
    }
    return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
  }

  GatewayException invalid(String name, String reason) {
    return Members.invalid(path + name, reason);
  }
}
