package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import tools.jackson.databind.JsonNode;

/**
 * A key that is registered for a provider is found by every operation of that provider, however the
 * caller spells its name.
 */
class OwnKeyEverywhereIT {
  private static final Map<String, String> KEYS =
      Map.of(
          "openai", "sk-proj-own-0123456789abcdef",
          "tavily", Search.OWN_KEY,
          "twilio", "AC0123456789abcdef0123456789abcdef:0123456789abcdef0123456789abcdef");

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static String key;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway = TestGateway.start(database, stub);
    key = gateway.client().newAccount().test();
    KEYS.forEach((provider, own) ->
        assertThat(gateway.client().register(key, provider, own).status()).isEqualTo(201));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  static List<JsonNode> operations() {
    List<JsonNode> all =
        gateway
            .client()
            .get("/api/v1/tools?limit=200", key)
            .json()
            .path("data")
            .valueStream()
            .filter(tool -> !tool.path("free").booleanValue())
            .toList();
    assertThat(all).hasSizeGreaterThan(10);
    return all;
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everySpellingOfAnOperationUsesTheOwnKey(JsonNode tool) {
    String provider = tool.path("provider").stringValue();
    String operation = tool.path("operation").stringValue();
    String input = tool.at("/example/input").toString();
    Stream.of(
            "{\"tool\":\"%s\",\"operation\":\"%s\",\"input\":%s}",
            "{\"tool\":\"%s/%s\",\"input\":%s}", "{\"tool\":\"%s__%s\",\"input\":%s}")
        .forEach(form -> {
          // When
          Reply reply =
              gateway
                  .client()
                  .post("/api/v1/execute", key, form.formatted(provider, operation, input));
          // Then
          assertThat(reply.status()).as(reply.text()).isEqualTo(200);
          assertThat(reply.json().at("/billing/mode").asString("")).isEqualTo("byok");
          assertThat(reply.json().at("/billing/credits_charged").decimalValue())
              .isEqualByComparingTo("0");
        });
    String odd = provider.toUpperCase(Locale.ROOT) + "/" + operation.replace('_', '-');
    Reply reply =
        gateway
            .client()
            .post("/api/v1/execute", key, "{\"tool\":\"%s\",\"input\":%s}".formatted(odd, input));
    assertThat(reply.json().at("/billing/mode").asString("")).as(reply.text()).isEqualTo("byok");
  }
}
