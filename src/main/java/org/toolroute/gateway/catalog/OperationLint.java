package org.toolroute.gateway.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Says where the parts of an operation do not fit each other. */
final class OperationLint {
  private final Operation operation;
  private final Place place;
  private final KeyForm key;
  private final JsonNode properties;

  OperationLint(Operation operation, Place place, KeyForm key) {
    this.operation = operation;
    this.place = place;
    this.key = key;
    this.properties = operation.inputSchema().path("properties");
  }

  void check() {
    new RequestLint(operation.request(), operation.inputSchema(), place.at("request"), key).check();
    idempotency();
    priceMembers();
    example();
  }

  private void idempotency() {
    if (operation.idempotencyHeader().isPresent() && operation.effect() == Effect.READ) {
      place.at("request").problem("an operation that only reads needs no idempotency_header");
    }
  }

  private void priceMembers() {
    PriceConditions conditions = operation.price().conditions();
    List<String> named = new ArrayList<>(conditions.setWhenMissing().keySet());
    named.addAll(conditions.unpricedMembers());
    named.addAll(counted(operation.price().formula()));
    for (String member : new HashSet<>(named)) {
      if (!properties.has(member)) {
        place.at("price").problem("the input has no member \"" + member + "\"");
      }
    }
  }

  /** The members that a formula reads; those that are numbers must be bounded. */
  private List<String> counted(Formula formula) {
    return switch (formula) {
      case FreeFormula free -> List.of();
      case UnpricedFormula unpriced -> List.of();
      case FlatFormula flat -> chosenBy(flat.rate());
      case UnitFormula unit -> {
        if (unit.unit() == Unit.NUMBER) {
          bounded(unit.member());
        }
        List<String> members = new ArrayList<>(chosenBy(unit.rate()));
        members.add(unit.member());
        yield members;
      }
      case ReportedFormula reported -> counted(reported.bound());
      case TokenFormula tokens -> {
        List<String> members = new ArrayList<>(tokens.outputLimits());
        tokens.answersMember().ifPresent(members::add);
        members.forEach(this::bounded);
        members.add(tokens.modelMember());
        yield members;
      }
    };
  }

  private static List<String> chosenBy(Rate rate) {
    return switch (rate) {
      case Rate.Same same -> List.of();
      case Rate.ByValue value -> value.members();
      case Rate.ByPrefix prefix -> List.of(prefix.member());
    };
  }

  private void bounded(String member) {
    JsonNode schema = properties.path(member);
    if (!schema.path("type").asString().equals("integer")
        || !schema.path("maximum").isNumber()
        || !schema.path("minimum").isNumber()) {
      place
          .at("input")
          .at("properties")
          .at(member)
          .problem("the price counts it, so it is an integer with minimum and maximum");
    }
  }

  private void example() {
    Place example = place.at("example");
    ObjectNode input = operation.example().input();
    operation
        .validator()
        .validate(input)
        .forEach(violation ->
            example
                .problems()
                .add(example.pointer() + "/input" + violation.pointer(), violation.message()));
    if (!example.problems().any() && !operation.byokOnly()) {
      priced(example, input);
    }
  }

  /** The example has a price, and its answer reports what the price is settled by. */
  private void priced(Place example, ObjectNode input) {
    try {
      Quote quote = operation.price().quote(input);
      operation
          .validator()
          .validate(quote.inputToSend())
          .forEach(violation ->
              place.at("price").at("set").problem(violation.pointer() + " " + violation.message()));
      if (operation.price().settle(quote.inputToSend(), operation.example().result()).estimated()) {
        example.at("result").problem("has not the usage that the price is settled by");
      }
    } catch (GatewayException notPriced) {
      example.at("input").problem("cannot be priced: " + notPriced.message());
    }
  }
}
