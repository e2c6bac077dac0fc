package org.toolroute.gateway.shared;

import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON from outside so that what is checked is what is used: RFC 8259 only, no duplicate
 * members, no trailing text, bounded depth and numbers. Decimal numbers keep their digits.
 */
public final class StrictJson {
  /** Levels of nesting. */
  public static final int DEPTH_MAX = 100;

  /** Characters of one number. */
  public static final int NUMBER_LENGTH_MAX = 64;

  /** The largest exponent of ten that a number may have, either way. */
  public static final int EXPONENT_MAX = 400;

  private static final int NAME_LENGTH_MAX = 1_000;
  private static final int STRING_LENGTH_MAX = 64 * 1024 * 1024;

  /** The mapper for reading and writing; keeps the order of members. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH_MAX)
                          .maxNumberLength(NUMBER_LENGTH_MAX)
                          .maxNameLength(NAME_LENGTH_MAX)
                          .maxStringLength(STRING_LENGTH_MAX)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private StrictJson() {}

  /**
   * Reads one JSON value.
   *
   * @throws JacksonException when it is not JSON as described above
   */
  public static JsonNode read(byte[] json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      checkNumbers(node);
      return node;
    } catch (NumberFormatException e) {
      // An exponent that does not even fit an int; Jackson lets BigDecimal say so.
      throw new StreamConstraintsException("exponent beyond the limit");
    }
  }

  /**
   * Reads a request body, which is one JSON object.
   *
   * @throws GatewayException {@code invalid_request}; the message says what is wrong and where, and
   *     repeats nothing of the body
   */
  public static ObjectNode readBody(byte[] json) {
    if (readAnyBody(json) instanceof ObjectNode object) {
      return object;
    }
    throw new GatewayException(ErrorCode.INVALID_REQUEST, "The body must be a JSON object.");
  }

  /**
   * Reads a request body, which is one JSON value.
   *
   * @throws GatewayException as {@link #readBody}
   */
  public static JsonNode readAnyBody(byte[] json) {
    try {
      return read(json);
    } catch (StreamConstraintsException e) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST,
          "The body is beyond a limit: at most "
              + DEPTH_MAX
              + " levels of nesting, and numbers of at most "
              + NUMBER_LENGTH_MAX
              + " characters with exponents up to "
              + EXPONENT_MAX
              + ".");
    } catch (JacksonException e) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST, "The body is not valid JSON" + reason(e) + place(e) + ".");
    }
  }

  private static String reason(JacksonException e) {
    return Objects.requireNonNullElse(e.getOriginalMessage(), "").startsWith("Duplicate")
        ? ": a member is given twice"
        : "";
  }

  private static String place(JacksonException e) {
    return e.getLocation() == null || e.getLocation().getLineNr() < 1
        ? ""
        : " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }

  private static void checkNumbers(JsonNode node) {
    if (node.isBigDecimal()) {
      long exponent = (long) node.decimalValue().precision() - node.decimalValue().scale();
      if (Math.abs(exponent) > EXPONENT_MAX) {
        throw new StreamConstraintsException("exponent beyond the limit");
      }
    }
    if (node.isContainer()) {
      node.forEach(StrictJson::checkNumbers);
    }
  }
}
