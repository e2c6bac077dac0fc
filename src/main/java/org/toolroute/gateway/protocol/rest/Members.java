package org.toolroute.gateway.protocol.rest;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.PlainName;
import org.toolroute.gateway.shared.Unicode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of a request body, read one by one with their types. Whatever is missing, of another
 * type or not known is refused with the member's name: {@code invalid_request}, with the JSON
 * pointer in {@code violations}.
 */
public final class Members {
  private static final int NAME_SHOWN_MAX = 64;

  private final ObjectNode body;

  /**
   * @param known every member that the body may have
   */
  public Members(ObjectNode body, Set<String> known) {
    this.body = body;
    body.propertyNames().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw unknown(name, String.join(", ", known.stream().sorted().toList()));
        });
  }

  /** Repeats a plain name only: a secret in the wrong place is no name, and must not be told. */
  private static GatewayException unknown(String name, String known) {
    return PlainName.is(name)
        ? invalid(name, "is not known here; known are " + known)
        : new GatewayException(
            ErrorCode.INVALID_REQUEST,
            "The object has a member that is not known here; known are " + known + ".");
  }

  public String text(String name) {
    return optionalText(name).orElseThrow(() -> invalid(name, "is required"));
  }

  public Optional<String> optionalText(String name) {
    return present(name)
        .map(value -> {
          if (!value.isString() || value.stringValue().isEmpty()) {
            throw invalid(name, "must be a string that is not empty");
          }
          if (!Unicode.isText(value.stringValue())) {
            throw invalid(name, "is not Unicode: half of a surrogate pair");
          }
          return value.stringValue();
        });
  }

  public ObjectNode object(String name) {
    return switch (present(name).orElse(null)) {
      case ObjectNode object -> object;
      case null -> throw invalid(name, "is required");
      default -> throw invalid(name, "must be an object");
    };
  }

  public Optional<ObjectNode> optionalObject(String name) {
    return present(name).map(ignored -> object(name));
  }

  public boolean flag(String name) {
    return present(name)
        .map(value -> {
          if (!value.isBoolean()) {
            throw invalid(name, "must be true or false");
          }
          return value.booleanValue();
        })
        .orElse(false);
  }

  public Optional<JsonNode> any(String name) {
    return present(name);
  }

  /** A positive amount of credits with at most six decimals. */
  public Credits amount(String name) {
    JsonNode value = present(name).orElseThrow(() -> invalid(name, "is required"));
    if (!value.isNumber()) {
      throw invalid(name, "must be a number");
    }
    try {
      BigDecimal decimal = value.decimalValue();
      Credits credits = Credits.of(decimal);
      if (credits.isZero() || credits.compareTo(Credits.MOVEMENT_MAX) > 0) {
        throw invalid(name, "must be above 0 and at most " + Credits.MOVEMENT_MAX);
      }
      return credits;
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw invalid(
          name, "must be above 0, at most " + Credits.MOVEMENT_MAX + ", with at most 6 decimals");
    }
  }

  /** The refusal of a member. */
  public static GatewayException invalid(String name, String reason) {
    String shown = name.length() > NAME_SHOWN_MAX ? name.substring(0, NAME_SHOWN_MAX) + "…" : name;
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    details
        .putArray("violations")
        .addObject()
        .put("pointer", "/" + shown.replace("~", "~0").replace("/", "~1"))
        .put("message", reason);
    return new GatewayException(
        ErrorCode.INVALID_REQUEST, "The member \"" + shown + "\" " + reason + ".", details);
  }

  private Optional<JsonNode> present(String name) {
    return Optional.ofNullable(body.get(name)).filter(value -> !value.isNull());
  }
}
