package org.toolroute.gateway.catalog;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.ToolName;
import tools.jackson.databind.node.ObjectNode;

/** Builds one {@link Operation} of a description whose shape has been checked. */
final class OperationReader {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int INPUT_BYTES = 1024 * 1024;
  private static final int ANSWER_BYTES = 8 * 1024 * 1024;

  private final Place place;
  private final Place root;
  private final ProviderId provider;
  private final KeyForm key;
  private final boolean free;
  private final PriceVersion version;

  OperationReader(
      Place place,
      Place root,
      ProviderId provider,
      KeyForm key,
      boolean free,
      PriceVersion version) {
    this.place = place;
    this.root = root;
    this.provider = provider;
    this.key = key;
    this.free = free;
    this.version = version;
  }

  /** The operation, or empty when it has problems. */
  Optional<Operation> read(String operation) {
    Optional<ToolName> name = name(operation);
    ObjectNode schema =
        new SchemaLint(place.object("input"), place.problems()).closed(place.pointer() + "/input");
    if (name.isEmpty() || place.problems().any()) {
      return Optional.empty();
    }
    Effect effect = Effect.valueOf(place.text("effect").toUpperCase(Locale.ROOT));
    Operation read =
        new Operation(
            name.get(),
            place.text("title"),
            place.text("description").strip(),
            effect,
            hints(effect),
            schema,
            new SchemaValidator(schema),
            RequestReader.read(place.at("request")),
            result(place.at("result")),
            price(),
            place.duration("timeout", TIMEOUT),
            place.flag("byok_only"),
            place.at("request").optionalText("idempotency_header"),
            place.bytes("input_limit", INPUT_BYTES),
            place.bytes("answer_limit", ANSWER_BYTES),
            new Operation.Example(
                place.at("example").object("input"), place.at("example").object("result")));
    new OperationLint(read, place, key).check();
    return place.problems().any() ? Optional.empty() : Optional.of(read);
  }

  private Optional<ToolName> name(String operation) {
    try {
      return Optional.of(new ToolName(provider, operation));
    } catch (IllegalArgumentException tooLong) {
      place.problem(
          "the function name " + provider + "__" + operation + " is longer than 40 characters");
      return Optional.empty();
    }
  }

  private ToolHints hints(Effect effect) {
    ToolHints unknown = ToolHints.ofUnknown(effect);
    Place hints = place.at("hints");
    if (effect == Effect.READ
        && (hints.flag("destructive") || (hints.has("idempotent") && !hints.flag("idempotent")))) {
      place.problem("an operation that only reads is idempotent and not destructive");
    }
    return new ToolHints(
        hints.has("destructive") ? hints.flag("destructive") : unknown.destructive(),
        hints.has("idempotent") ? hints.flag("idempotent") : unknown.idempotent(),
        hints.has("open_world") ? hints.flag("open_world") : unknown.openWorld());
  }

  private Price price() {
    boolean byokOnly = place.flag("byok_only");
    if (free && (byokOnly || place.has("price"))) {
      place.problem("an operation of a free provider has no price and no byok_only");
    }
    if (!free && byokOnly == place.has("price")) {
      place.problem("an operation has either a price or byok_only: true");
    }
    return new PriceReader(place.at("price"), root, version).read(free);
  }

  private static ResultShape result(Place result) {
    return new ResultShape(
        result.flag("text"),
        result.flag("empty"),
        result.flag("list"),
        result.texts("redact").stream().map(MemberPath::parse).toList());
  }
}
