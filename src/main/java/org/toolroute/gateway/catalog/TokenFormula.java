package org.toolroute.gateway.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Collections.unmodifiableSortedMap;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.toolroute.gateway.shared.Credits;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tokens at the model's prices. The bound takes every byte of the input for a token: a token is
 * never shorter than a byte.
 *
 * @param modelMember the input member that names the model
 * @param outputLimits members that limit the output tokens; the largest of those given counts.
 *     Empty for a model without output tokens.
 * @param answersMember the member that says how many answers are wanted, when there is one
 */
public record TokenFormula(
    String modelMember,
    SortedMap<String, ModelRate> models,
    List<String> outputLimits,
    Optional<String> answersMember,
    Usage usage)
    implements Formula {

  public TokenFormula {
    models = unmodifiableSortedMap(new TreeMap<>(models));
    outputLimits = List.copyOf(outputLimits);
  }

  /** Where the answer reports tokens. */
  public record Usage(JsonPointer input, Optional<JsonPointer> output) {}

  @Override
  public Credits upperBound(ObjectNode input) {
    return BoundedCredits.ceil(model(input).costAtMost(bytes(input), outputTokensMax(input)));
  }

  @Override
  public Charge actual(ObjectNode input, JsonNode answer) {
    Optional<Long> inputTokens = tokens(answer.at(usage.input()));
    Optional<Long> outputTokens =
        usage.output().map(at -> tokens(answer.at(at))).orElse(Optional.of(0L));
    Credits most = upperBound(input);
    if (inputTokens.isPresent() && outputTokens.isPresent()) {
      return Charge.reported(
          model(input).cost(inputTokens.get(), outputTokens.get()),
          most,
          units(inputTokens.get(), outputTokens.get()));
    }
    long answered = Math.min(outputTokensMax(input), bytes(answer));
    Credits estimate = Credits.ceil(model(input).costAtMost(bytes(input), answered));
    return new Charge(estimate.min(most), units(bytes(input), answered), true);
  }

  private String units(long inputTokens, long outputTokens) {
    return usage.output().isPresent()
        ? "input_tokens=" + inputTokens + " output_tokens=" + outputTokens
        : "input_tokens=" + inputTokens;
  }

  private ModelRate model(ObjectNode input) {
    JsonNode name = input.path(modelMember);
    return Optional.ofNullable(name.isString() ? models.get(name.stringValue()) : null)
        .orElseThrow(() ->
            new PriceNotSetException(
                "no price is set for this " + modelMember + "; priced: " + priced()));
  }

  private String priced() {
    return String.join(", ", models.keySet());
  }

  private long outputTokensMax(ObjectNode input) {
    if (outputLimits.isEmpty()) {
      return 0;
    }
    long each =
        outputLimits.stream()
            .map(input::path)
            .filter(JsonNode::isNumber)
            .mapToLong(Unit.NUMBER::count)
            .max()
            .orElseThrow(
                () -> new PriceNotSetException("the output has no limit: " + outputLimits.get(0)));
    JsonNode answers = answersMember.map(input::path).orElseGet(input::missingNode);
    return Math.multiplyExact(each, answers.isNumber() ? Unit.NUMBER.count(answers) : 1);
  }

  private static Optional<Long> tokens(JsonNode reported) {
    return ReportedNumber.of(reported)
        .filter(number -> number.stripTrailingZeros().scale() <= 0)
        .map(BigDecimal::longValueExact);
  }

  private static long bytes(JsonNode node) {
    return node.toString().getBytes(UTF_8).length;
  }
}
