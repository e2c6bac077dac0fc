package org.toolroute.gateway.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.toolroute.gateway.catalog.FlatFormula;
import org.toolroute.gateway.catalog.FreeFormula;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.ReportedFormula;
import org.toolroute.gateway.catalog.TokenFormula;
import org.toolroute.gateway.catalog.UnitFormula;
import org.toolroute.gateway.catalog.UnpricedFormula;
import org.toolroute.gateway.provider.UpstreamRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The usage that a simulated answer reports where the operation's price reads it. Tokens follow the
 * length of the request, so that a longer one costs more; other numbers are the example's own, and
 * one where it has none.
 */
final class Usage {
  /** About what the tokenizers of large models make of English text. */
  private static final int BYTES_PER_TOKEN = 4;

  private static final JsonMapper JSON = JsonMapper.shared();

  private Usage() {}

  /** A copy of the operation's example result with the usage of {@code request}. */
  static ObjectNode reported(Operation operation, UpstreamRequest request) {
    ObjectNode answer = operation.example().result().deepCopy();
    switch (operation.price().formula()) {
      case TokenFormula formula -> reportTokens(answer, formula, operation, request);
      case UnitFormula formula -> formula.reportedAt().ifPresent(at -> reportOne(answer, at));
      case ReportedFormula formula -> reportOne(answer, formula.at());
      case FreeFormula ignored -> {}
      case FlatFormula ignored -> {}
      case UnpricedFormula ignored -> {}
    }
    return answer;
  }

  private static void reportOne(ObjectNode answer, JsonPointer at) {
    if (answer.at(at).isMissingNode()) {
      Members.set(answer, at, Members.number(1));
    }
  }

  private static void reportTokens(
      ObjectNode answer, TokenFormula formula, Operation operation, UpstreamRequest request) {
    JsonPointer inputAt = formula.usage().input();
    long exampleInput = answer.at(inputAt).asLong(0);
    long input = tokens(request.body().map(body -> body.bytes().length).orElse(0));
    Members.set(answer, inputAt, Members.number(input));
    Optional<JsonPointer> outputAt = formula.usage().output();
    if (outputAt.isEmpty()) {
      keepSum(answer, inputAt, exampleInput, input);
      return;
    }
    JsonNode exampleOutput = answer.at(outputAt.get());
    long exampleTokens =
        exampleOutput.isNumber()
            ? exampleOutput.asLong(0)
            : tokens(answer.toString().getBytes(UTF_8).length);
    long output = Math.min(exampleTokens, limit(formula, operation, request));
    Members.set(answer, outputAt.get(), Members.number(output));
    keepSum(answer, inputAt, exampleInput + exampleTokens, input + output);
  }

  /** A number beside the usage that was the sum of the example's stays the sum. */
  private static void keepSum(ObjectNode answer, JsonPointer at, long before, long now) {
    if (answer.at(at.head()) instanceof ObjectNode siblings) {
      siblings.properties().stream()
          .filter(sibling -> sibling.getValue().isNumber())
          .filter(sibling -> !sibling.getKey().equals(at.last().getMatchingProperty()))
          .filter(sibling -> sibling.getValue().asLong(0) == before)
          .toList()
          .forEach(sibling -> siblings.put(sibling.getKey(), now));
    }
  }

  /** The most output tokens that the request allows. */
  private static long limit(TokenFormula formula, Operation operation, UpstreamRequest request) {
    JsonNode body = body(request);
    return formula.outputLimits().stream()
        .map(member -> operation.request().sentAs().getOrDefault(member, member))
        .map(body::path)
        .filter(JsonNode::isNumber)
        .mapToLong(limit -> limit.asLong(0))
        .max()
        .orElse(Long.MAX_VALUE);
  }

  private static JsonNode body(UpstreamRequest request) {
    byte[] bytes = request.body().map(UpstreamRequest.Body::bytes).orElse(new byte[] {'{', '}'});
    try {
      return JSON.readTree(bytes);
    } catch (JacksonException notJson) {
      return JSON.createObjectNode();
    }
  }

  private static long tokens(int bytes) {
    return Math.max(1, Math.ceilDiv(bytes, BYTES_PER_TOKEN));
  }
}
