package org.toolroute.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.TestCatalog;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whatever the input and whatever the provider answers, a call costs at most what was held. */
class PriceBoundTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int ROUNDS = 20_000;

  @Test
  void settlementNeverExceedsTheQuote() {
    long seed = Long.getLong("toolroute.test.seed", System.nanoTime());
    Random random = new Random(seed);
    List<Operation> priced =
        TestCatalog.shipped().providers().stream()
            .flatMap(provider -> provider.operations().values().stream())
            .filter(operation -> !operation.byokOnly())
            .toList();
    int quoted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Operation operation = priced.get(random.nextInt(priced.size()));
      ObjectNode input = mutated(operation.example().input(), operation, random);
      if (!operation.validator().validate(input).isEmpty()) {
        continue;
      }
      try {
        Quote quote = operation.price().quote(input);
        ObjectNode answer = answer(operation.example().result(), random);
        Charge charge = operation.price().settle(quote.inputToSend(), answer);
        assertThat(charge.actual())
            .as("seed %d round %d %s %s %s", seed, round, operation.name(), input, answer)
            .isBetween(Credits.ZERO, quote.upperBound());
        assertThat(charge.overrun()).isBetween(Credits.ZERO, Credits.MOVEMENT_MAX);
        quoted++;
      } catch (GatewayException refused) {
        assertThat(refused.code()).as("seed %d", seed).isEqualTo(ErrorCode.PRICE_NOT_SET);
      }
    }
    assertThat(quoted).as("seed %d", seed).isGreaterThan(ROUNDS / 10);
  }

  private static ObjectNode mutated(ObjectNode example, Operation operation, Random random) {
    ObjectNode input = example.deepCopy();
    JsonNode properties = operation.inputSchema().path("properties");
    List<String> names = List.copyOf(properties.propertyNames());
    for (int change = 0; change < 3 && !names.isEmpty(); change++) {
      String name = names.get(random.nextInt(names.size()));
      JsonNode schema = properties.path(name);
      JsonNode choices = schema.path("enum");
      if (choices.isArray()) {
        input.set(name, choices.path(random.nextInt(choices.size())));
      } else if (schema.path("type").asString().equals("integer")) {
        input.put(name, random.nextInt(schema.path("maximum").asInt(100)) + 1);
      } else if (schema.path("type").asString().equals("string")) {
        input.put(name, text(random));
      } else if (random.nextInt(4) == 0) {
        input.remove(name);
      }
    }
    return input;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(400);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint("aé€ł😀{\\\"".codePointAt(random.nextInt(7)) & 0xFFFF);
    }
    return text.toString().replaceAll("[\\ud800-\\udfff]", "z");
  }

  private static ObjectNode answer(ObjectNode example, Random random) {
    ObjectNode answer = example.deepCopy();
    for (String name : List.copyOf(answer.propertyNames())) {
      if (name.equals("usage") && answer.path(name) instanceof ObjectNode usage) {
        usage.propertyNames().forEach(member -> usage.set(member, number(random)));
      } else if (name.equals("num_segments")) {
        answer.set(name, number(random));
      } else if (random.nextInt(10) == 0) {
        answer.remove(name);
      }
    }
    return answer;
  }

  private static JsonNode number(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> JSON.numberNode(-random.nextInt(1000));
      case 1 -> JSON.numberNode(Long.MAX_VALUE);
      case 2 -> JSON.numberNode(new BigDecimal("1e9999"));
      case 3 -> JSON.numberNode(new BigDecimal("0.000000000000000000000001"));
      case 4 -> JSON.stringNode("12");
      case 5 -> JSON.nullNode();
      case 6 -> JSON.numberNode(new BigDecimal("7.3"));
      default -> JSON.numberNode(random.nextInt(1_000_000));
    };
  }
}
