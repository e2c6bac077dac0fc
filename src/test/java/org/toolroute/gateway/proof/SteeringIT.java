package org.toolroute.gateway.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Request;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import org.toolroute.gateway.shared.StrictJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever a caller writes anywhere goes to the provider's own address as data, or nowhere. */
class SteeringIT {
  private static final int SHOWN = 80;

  /** Stands in an input where the hostile text goes, which no JSON writer could write. */
  private static final String MARK = "<HOSTILE>";

  private static final Set<String> MAY_ARRIVE =
      Set.of(
          "accept",
          "accept-encoding",
          "authorization",
          "connection",
          "content-length",
          "content-type",
          "host");
  private static final Pattern SAFE_PATH =
      Pattern.compile(
          "/v1(/[a-z_]+)+|/(search|extract|map|crawl|usage)|/api/v2/(libs/search|context)"
              + "|/2010-04-01/Accounts/AC[0-9]{32}/(Balance|Calls|Messages|Messages/[MS]M[0-9a-f]{32})"
              + "\\.json");
  private static final Map<String, String> CALLERS_HEADERS =
      Map.of(
          "Cookie", "a=b",
          "X-Forwarded-For", "10.0.0.1",
          "X-Forwarded-Host", "evil.example",
          "X-Api-Key", "evil",
          "OpenAI-Organization", "evil",
          "CamelHttpUri", "http://evil.example",
          "CamelHttpPath", "/evil",
          "CamelHttpRawQuery", "evil=1",
          "X-Toolroute-Call", "call_00000000000040008000000000000000");

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayClient client;
  private static TestAccount account;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway =
        TestGateway.start(
            database,
            stub,
            TestGateway.newHome(),
            Map.of("toolroute.limits.requests-per-minute", "1000000"));
    client = gateway.client();
    account = client.newAccount();
    client.register(account.live(), "openai", "sk-proj-0123456789abcdef");
    client.register(account.live(), "tavily", "tvly-0123456789abcdef");
    client.register(account.live(), "twilio", "AC" + "1".repeat(32) + ":0123456789abcdef");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  static List<Operation> operations() {
    return gateway.bean(Catalog.class).providers().stream()
        .map(Provider::operations)
        .flatMap(operations -> operations.values().stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void hostileTextInAnyParameterArrivesAsDataOrIsRefused(Operation operation) {
    long seed = Long.getLong("toolroute.test.seed", System.nanoTime());
    Random random = new Random(seed);
    for (String place : places(operation)) {
      for (String text : HostileText.ALL) {
        String value = random.nextBoolean() ? text : "a" + text + "b";
        attack(operation, place, value, "seed " + seed);
      }
    }
  }

  private static void attack(Operation operation, String place, String value, String seed) {
    // Given
    stub.forgetRequests();
    ObjectNode input = operation.example().input().deepCopy();
    put(input, place, MARK);
    String shown = value.substring(0, Math.min(SHOWN, value.length()));
    String context = seed + ", " + operation + place + " = " + shown;
    // When
    Reply reply =
        client.execute(
            account.live(),
            operation.name().provider().value(),
            operation.name().operation(),
            StrictJson.MAPPER
                .writeValueAsString(input)
                .replace("\"" + MARK + "\"", HostileText.quoted(value)),
            CALLERS_HEADERS);
    // Then
    if (reply.status() == 200) {
      assertThat(stub.requests()).as(context).hasSize(1);
      arrivedAsData(stub.requests().getFirst(), value, context);
    } else {
      assertThat(stub.requests()).as(context).isEmpty();
      refused(reply, place, context);
    }
  }

  private static void arrivedAsData(Request request, String value, String context) {
    assertThat(request.target().getRawPath()).as(context).matches(SAFE_PATH);
    assertThat(request.target().getHost()).as(context).isNull();
    assertThat(request.target().getRawFragment()).as(context).isNull();
    assertThat(request.headers().keySet()).as(context).isSubsetOf(MAY_ARRIVE);
    assertThat(request.header("host")).as(context).isEqualTo("127.0.0.1:" + stub.port());
    assertThat(values(request)).as(context).contains(value);
  }

  private static void refused(Reply reply, String place, String context) {
    String member = place.split("/", -1)[1];
    assertThat(reply.status()).as(context + reply.text()).isEqualTo(400);
    assertThat(reply.errorCode()).as(context).isEqualTo("invalid_request");
    assertThat(reply.json().at("/error/violations").toString())
        .as(context)
        .contains("\"pointer\":\"/" + member);
    assertThat(reply.json().at("/billing/credits_charged").intValue()).as(context).isZero();
  }

  /** Every text of the example and every text member of the schema, as JSON pointers. */
  private static List<String> places(Operation operation) {
    List<String> places = new ArrayList<>();
    texts(operation.example().input(), "", places);
    JsonNode properties = operation.inputSchema().path("properties");
    for (String name : properties.propertyNames()) {
      boolean text = properties.path(name).path("type").asString("").equals("string");
      if (text && !places.contains("/" + name)) {
        places.add("/" + name);
      }
    }
    return places;
  }

  private static void texts(JsonNode node, String pointer, List<String> places) {
    if (node.isString()) {
      places.add(pointer);
    } else if (node.isObject()) {
      node.forEachEntry((name, value) -> texts(value, pointer + "/" + name, places));
    } else {
      for (int i = 0; i < node.size(); i++) {
        texts(node.path(i), pointer + "/" + i, places);
      }
    }
  }

  private static void put(ObjectNode input, String place, String value) {
    int last = place.lastIndexOf('/');
    JsonNode parent = input.at(place.substring(0, last));
    String name = place.substring(last + 1);
    switch (parent) {
      case ArrayNode array -> array.set(Integer.parseInt(name), value);
      case ObjectNode object -> object.put(name, value);
      default -> throw new IllegalStateException(place);
    }
  }

  private static List<String> values(Request request) {
    List<String> values = new ArrayList<>();
    String form = request.header("content-type").contains("form") ? request.body() : "";
    String query = String.valueOf(request.target().getRawQuery());
    for (String pair : (query + "&" + form).split("&", -1)) {
      values.add(URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), UTF_8));
    }
    if (request.header("content-type").contains("json")) {
      leaves(StrictJson.MAPPER.readTree(request.body()), values);
    }
    values.add(request.target().getPath().replaceFirst(".*/", ""));
    return values;
  }

  private static void leaves(JsonNode node, List<String> values) {
    if (node.isString()) {
      values.add(node.stringValue());
    }
    node.forEach(child -> leaves(child, values));
  }
}
