package org.toolroute.gateway.catalog;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads the price of one operation. */
final class PriceReader {
  private static final Set<String> EVERY_KIND = Set.of("kind", "set", "unpriced");
  private static final Set<String> RATE = Set.of("amount", "amounts", "by", "by_prefix");

  /** What each kind has beside {@link #EVERY_KIND}, and what of it must be there. */
  private static final Map<String, Kind> KINDS =
      Map.of(
          "free", new Kind(Set.of(), Set.of()),
          "flat", new Kind(RATE, Set.of()),
          "per_unit",
              new Kind(with(RATE, "unit", "of", "per", "reported_at"), Set.of("unit", "of")),
          "tokens",
              new Kind(
                  Set.of("model", "models", "output_limits", "answers", "usage"),
                  Set.of("model", "models", "usage")),
          "reported", new Kind(Set.of("at", "amount", "bound"), Set.of("at", "amount", "bound")));

  private final Place price;
  private final Place root;
  private final PriceVersion version;

  PriceReader(Place price, Place root, PriceVersion version) {
    this.price = price;
    this.root = root;
    this.version = version;
  }

  private record Kind(Set<String> allowed, Set<String> required) {}

  Price read(boolean free) {
    Formula formula =
        free
            ? new FreeFormula()
            : price.node().isMissingNode() ? new UnpricedFormula() : formula(price);
    ObjectNode definition =
        price.node() instanceof ObjectNode written
            ? PriceDefinition.complete(written, root)
            : JsonNodeFactory.instance.objectNode().put("kind", free ? "free" : "none");
    return new Price(version, definition, conditions(), formula);
  }

  private PriceConditions conditions() {
    Place unpriced = price.at("unpriced");
    return new PriceConditions(
        price.members("set", Place::node),
        Set.copyOf(price.texts("output_limits")),
        Set.copyOf(unpriced.texts("members")),
        Set.copyOf(unpriced.texts("types")));
  }

  private Formula formula(Place at) {
    String kind = at.text("kind");
    if (!hasRightMembers(at, requireNonNull(KINDS.get(kind)))) {
      return new UnpricedFormula();
    }
    return switch (kind) {
      case "flat" -> new FlatFormula(rate(at));
      case "per_unit" -> unit(at);
      case "tokens" -> tokens(at);
      case "reported" -> reported(at);
      default -> new FreeFormula();
    };
  }

  private boolean hasRightMembers(Place at, Kind kind) {
    boolean right = true;
    for (String member : at.node().propertyNames()) {
      if (!kind.allowed().contains(member) && !EVERY_KIND.contains(member)) {
        at.at(member).problem("a price of kind " + at.text("kind") + " has no such member");
        right = false;
      }
    }
    for (String member : kind.required()) {
      if (!at.has(member)) {
        at.problem("a price of kind " + at.text("kind") + " needs " + member);
        right = false;
      }
    }
    return right;
  }

  private UnitFormula unit(Place at) {
    return new UnitFormula(
        Unit.valueOf(at.text("unit").toUpperCase(Locale.ROOT)),
        at.text("of"),
        at.number("per", 1),
        rate(at),
        at.optionalText("reported_at").map(JsonPointer::compile));
  }

  private ReportedFormula reported(Place at) {
    Formula bound = formula(at.at("bound"));
    if (!(bound instanceof UnitFormula || bound instanceof FlatFormula)) {
      at.at("bound").problem("the bound of a reported price is flat or per_unit");
    }
    if (at.at("bound").has("set") || at.at("bound").has("unpriced")) {
      at.at("bound").problem("set and unpriced belong to the price, not to its bound");
    }
    return new ReportedFormula(
        JsonPointer.compile(at.text("at")), amount(at.node().path("amount")), bound);
  }

  private TokenFormula tokens(Place at) {
    Place tables = root.at("models");
    String table = at.text("models");
    if (!tables.has(table)) {
      at.at("models").problem("the file has no table models/" + table);
    }
    List<String> outputLimits = at.texts("output_limits");
    Place usage = at.at("usage");
    if (outputLimits.isEmpty() == usage.has("output")) {
      at.problem("output_limits and usage/output go together");
    }
    SortedMap<String, ModelRate> models =
        tables.members(table, model -> model(model, !outputLimits.isEmpty()));
    return new TokenFormula(
        at.text("model"),
        models,
        outputLimits,
        at.optionalText("answers"),
        new TokenFormula.Usage(
            JsonPointer.compile(usage.text("input")),
            usage.optionalText("output").map(JsonPointer::compile)));
  }

  private static ModelRate model(Place model, boolean hasOutput) {
    if (model.has("output") != hasOutput) {
      model.problem("an output price is given where output is limited, and only there");
    }
    for (Place tier : model.items("tiers")) {
      if (tier.has("output") != hasOutput) {
        tier.problem("an output price is given where the model has one, and only there");
      }
    }
    List<ModelRate.Tier> tiers =
        model.items("tiers").stream()
            .map(tier ->
                new ModelRate.Tier(
                    tier.node().path("above_input_tokens").longValue(),
                    amount(tier.node().path("input")),
                    amount(tier.node().path("output"))))
            .toList();
    return new ModelRate(
        amount(model.node().path("input")), amount(model.node().path("output")), tiers);
  }

  private static Rate rate(Place at) {
    boolean chosen = at.has("by") || at.has("by_prefix");
    boolean single = at.has("amount") && !at.has("amounts") && !chosen;
    boolean table = at.has("amounts") && !at.has("amount") && at.has("by") != at.has("by_prefix");
    if (!single && !table) {
      at.problem("a price has amount, or amounts with by, or amounts with by_prefix");
    }
    if (single) {
      return new Rate.Same(amount(at.node().path("amount")));
    }
    SortedMap<String, Optional<BigDecimal>> amounts =
        at.members(
            "amounts",
            amount ->
                amount.node().isNull() ? Optional.empty() : Optional.of(amount(amount.node())));
    if (at.has("by_prefix")) {
      return new Rate.ByPrefix(at.text("by_prefix"), amounts);
    }
    SortedMap<String, BigDecimal> priced = new TreeMap<>();
    amounts.forEach((key, amount) -> amount.ifPresent(value -> priced.put(key, value)));
    return new Rate.ByValue(at.texts("by"), priced);
  }

  private static BigDecimal amount(JsonNode node) {
    return node.isNumber() ? node.decimalValue() : BigDecimal.ZERO;
  }

  private static Set<String> with(Set<String> some, String... more) {
    Set<String> all = new HashSet<>(some);
    all.addAll(List.of(more));
    return Set.copyOf(all);
  }
}
