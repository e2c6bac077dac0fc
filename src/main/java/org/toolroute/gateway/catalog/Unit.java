package org.toolroute.gateway.catalog;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** What is counted in an input. */
public enum Unit {
  /** The member's own number. */
  NUMBER {
    @Override
    long count(JsonNode value) {
      BigDecimal number = ReportedNumber.of(value).orElseThrow(Unit::notCountable);
      if (number.signum() < 0 || number.stripTrailingZeros().scale() > 0) {
        throw notCountable();
      }
      return number.longValueExact();
    }
  },
  /** Unicode characters of the member's text. */
  CHARACTERS {
    @Override
    long count(JsonNode value) {
      String text = text(value);
      return text.codePointCount(0, text.length());
    }
  },
  /** Items of the member's list; a single value counts as one. */
  ITEMS {
    @Override
    long count(JsonNode value) {
      if (value.isMissingNode() || value.isNull()) {
        throw notCountable();
      }
      return value.isArray() ? value.size() : 1;
    }
  },
  /** SMS segments of the member's text. */
  SMS_SEGMENTS {
    @Override
    long count(JsonNode value) {
      return SmsSegments.count(text(value));
    }
  };

  /**
   * How many units the member's value holds.
   *
   * @throws PriceNotSetException when it is missing or cannot be counted
   */
  abstract long count(JsonNode value);

  private static String text(JsonNode value) {
    if (!value.isString()) {
      throw notCountable();
    }
    return value.stringValue();
  }

  private static PriceNotSetException notCountable() {
    return new PriceNotSetException("what the price counts is missing in the input");
  }
}
