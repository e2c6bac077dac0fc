package org.toolroute.gateway.catalog;

import static java.util.Collections.unmodifiableSortedMap;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Credits for one unit, where need be chosen by the input. */
public sealed interface Rate {
  /**
   * The rate for this input.
   *
   * @throws PriceNotSetException when none is set for it
   */
  BigDecimal of(ObjectNode input);

  /** The same for every input. */
  record Same(BigDecimal amount) implements Rate {
    @Override
    public BigDecimal of(ObjectNode input) {
      return amount;
    }
  }

  /** By the values of some members, joined by a slash where there are several. */
  record ByValue(List<String> members, SortedMap<String, BigDecimal> amounts) implements Rate {

    public ByValue {
      members = List.copyOf(members);
      amounts = unmodifiableSortedMap(new TreeMap<>(amounts));
    }

    @Override
    public BigDecimal of(ObjectNode input) {
      String key =
          members.stream().map(member -> text(input, member)).collect(Collectors.joining("/"));
      return Optional.ofNullable(amounts.get(key))
          .orElseThrow(() ->
              new PriceNotSetException(
                  "no price is set for this " + String.join(" and ", members)));
    }
  }

  /**
   * By the longest prefix of a member's text, which holds ASCII letters, digits and {@code +} only:
   * a blank or hyphen within would hide a prefix. A prefix without an amount is not priced, so that
   * a dear part of a cheap range can be left out.
   */
  record ByPrefix(String member, SortedMap<String, Optional<BigDecimal>> amounts) implements Rate {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9+]{1,40}");

    public ByPrefix {
      amounts = unmodifiableSortedMap(new TreeMap<>(amounts));
    }

    @Override
    public BigDecimal of(ObjectNode input) {
      String value = text(input, member);
      if (!PLAIN.matches(value)) {
        throw notSet();
      }
      for (int length = value.length(); length > 0; length--) {
        Optional<BigDecimal> amount = amounts.get(value.substring(0, length));
        if (amount != null) {
          return amount.orElseThrow(this::notSet);
        }
      }
      throw notSet();
    }

    private PriceNotSetException notSet() {
      return new PriceNotSetException("no price is set for this " + member);
    }
  }

  private static String text(ObjectNode input, String member) {
    JsonNode value = input.path(member);
    return value.isValueNode() ? value.asString() : "";
  }
}
