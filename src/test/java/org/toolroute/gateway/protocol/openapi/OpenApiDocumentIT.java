package org.toolroute.gateway.protocol.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import org.toolroute.gateway.shared.ErrorCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The document names what there is, no less and no more, and costs little to fetch. */
class OpenApiDocumentIT {
  private static final Path ROUTES = Path.of("routes/gateway/rest.camel.yaml");
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  /** Refused to everybody but the operator, who reads of it elsewhere. */
  private static final Set<ErrorCode> OPERATORS_ONLY = Set.of(ErrorCode.CONFLICT);

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayClient client;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway = TestGateway.start(database, stub);
    client = gateway.client();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @Test
  void theRestPathsAreThoseOfTheRoutes() throws IOException {
    // When
    Set<String> documented = documented(path -> path.startsWith("/api/v1/"));
    // Then
    assertThat(documented).isEqualTo(routed());
  }

  @Test
  void everyDocumentedPathTakesItsMethod() {
    for (String operation : documented(path -> !path.startsWith("/api/v1/"))) {
      // Given
      String[] parts = operation.split(" ", 2);
      String path = parts[1].replace("{id}", "none").replace("{config}", "none");
      // When
      Reply reply = client.send(parts[0], path, "", "", Map.of());
      // Then
      assertThat(reply.status()).as(operation).isIn(200, 401);
    }
  }

  /** What is below the paths with a star is compared where it is known. */
  @Test
  void everyServletOfTheGatewayIsInTheDocument() {
    // Given
    Set<String> described =
        documented(_ -> true).stream()
            .map(operation -> operation.split(" ", 2)[1])
            .collect(Collectors.toCollection(TreeSet::new));
    // When
    Set<String> served =
        gateway.bean(ServletContext.class).getServletRegistrations().values().stream()
            .flatMap(servlet -> servlet.getMappings().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    // Then
    assertThat(served).contains("/mcp", "/api/a2a", "/openapi.json");
    // The operator's surface is described elsewhere; nothing is behind the framework's own servlet.
    served.removeAll(Set.of("/admin/*", "/"));
    assertThat(served)
        .allSatisfy(mapping -> {
          String path = mapping.replace("/*", "");
          assertThat(described)
              .as(mapping)
              .anyMatch(known ->
                  known.equals(path) || (mapping.endsWith("/*") && known.startsWith(path + "/")));
        });
    assertThat(described)
        .allSatisfy(path ->
            assertThat(served)
                .as(path)
                .anyMatch(mapping ->
                    mapping.equals(path)
                        || (mapping.endsWith("/*")
                            && (path + "/").startsWith(mapping.replace("*", "")))));
    assertThat(described).noneMatch(path -> path.startsWith("/admin"));
  }

  /** A method is described, or refused by the name of those that are. */
  @Test
  void aPathOutsideOfRestTakesTheDescribedMethodsOnly() {
    Map<String, Set<String>> described = new TreeMap<>();
    for (String operation : documented(path -> !path.startsWith("/api/v1/"))) {
      String[] parts = operation.split(" ", 2);
      described.computeIfAbsent(parts[1], _ -> new TreeSet<>()).add(parts[0]);
    }
    String key = client.newAccount().test();
    described.forEach((path, methods) -> {
      for (String method : METHODS) {
        String name = method.toUpperCase(Locale.ROOT);
        // When
        Reply reply =
            client.send(
                name,
                path.replace("{id}", "none").replace("{config}", "none"),
                key,
                "{}",
                Map.of("A2A-Version", "1.0"));
        // Then
        assertThat(reply.status() != 405).as(name + " " + path).isEqualTo(methods.contains(name));
        if (reply.status() == 405) {
          Set<String> allowed = new TreeSet<>(Set.of(reply.headers().get("allow").split(", ")));
          allowed.remove("HEAD");
          assertThat(allowed).as(path).isEqualTo(methods);
        }
      }
    });
  }

  @Test
  void everyErrorCodeHasItsStatusSomewhere() {
    // Given
    JsonNode document = document();
    Set<String> answers = new TreeSet<>();
    for (JsonNode path : document.path("paths")) {
      path.forEach(operation -> addAnswers(operation.path("responses"), answers));
    }
    answers.add("405 " + document.at("/components/responses/MethodNotAllowed/description"));
    // Then
    for (ErrorCode code : ErrorCode.values()) {
      if (!OPERATORS_ONLY.contains(code)) {
        assertThat(answers)
            .as(code.wireName())
            .anyMatch(answer ->
                answer.startsWith(code.httpStatus() + " ")
                    && answer.contains("`" + code.wireName() + "`"));
      }
    }
    assertThat(document.at("/components/schemas/ErrorCode/enum").valueStream())
        .extracting(JsonNode::stringValue)
        .containsExactlyElementsOf(
            Arrays.stream(ErrorCode.values()).map(ErrorCode::wireName).toList());
  }

  @Test
  void whatIsFilledInLeavesNoTraceAndEveryReferenceLeadsSomewhere() {
    // Given
    JsonNode document = document();
    // Then
    assertThat(document.findValues("x-errors")).isEmpty();
    assertThat(document.findValuesAsString("$ref"))
        .isNotEmpty()
        .allMatch(reference -> document.at(reference.substring(1)).isObject());
  }

  @Test
  void aToolThatIsNoLongerPublishedIsNoExampleAnyMore() throws Exception {
    // Given
    String tag = client.get("/openapi.json", "").headers().get("etag");
    CamelContext camel = gateway.bean(CamelContext.class);
    assertThat(exampleNames()).contains("tavily__search");
    // When
    camel.getRouteController().stopRoute("tavily");
    // Then
    try {
      assertThat(exampleNames()).isNotEmpty().doesNotContain("tavily__search");
      assertThat(client.get("/openapi.json", "").headers().get("etag")).isNotEqualTo(tag);
    } finally {
      camel.getRouteController().startRoute("tavily");
    }
    assertThat(exampleNames()).contains("tavily__search");
  }

  @Test
  void aKnownDocumentIsNotSentAgain() {
    // Given
    Reply first = client.get("/openapi.json", "");
    Map<String, String> known = Map.of("If-None-Match", first.headers().get("etag"));
    // When
    Reply again = client.send("GET", "/openapi.json", "", "", known);
    // Then
    assertThat(first.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("cache-control", "public, no-cache");
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.text()).isEmpty();
  }

  @Test
  void theDocumentIsOnlyRead() {
    // When
    Reply reply = client.post("/openapi.json", "", "{}");
    // Then
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.headers()).containsEntry("allow", "GET, HEAD");
    assertThat(reply.errorCode()).isEqualTo("method_not_allowed");
    assertThat(client.send("HEAD", "/openapi.json", "", "", Map.of()).status()).isEqualTo(200);
  }

  private static JsonNode document() {
    return client.get("/openapi.json", "").json();
  }

  private static List<String> exampleNames() {
    return List.copyOf(
        document()
            .at("/paths/~1api~1v1~1execute/post/requestBody/content/application~1json/examples")
            .propertyNames());
  }

  private static void addAnswers(JsonNode responses, Set<String> answers) {
    responses.forEachEntry(
        (status, answer) -> answers.add(status + " " + answer.path("description").asString("")));
  }

  private static Set<String> documented(Predicate<String> paths) {
    Set<String> operations = new TreeSet<>();
    document()
        .path("paths")
        .forEachEntry((path, item) -> {
          if (paths.test(path)) {
            METHODS.stream()
                .filter(item::has)
                .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path));
          }
        });
    return operations;
  }

  private static Set<String> routed() throws IOException {
    Set<String> operations = new TreeSet<>();
    for (JsonNode entry : new YAMLMapper().readTree(Files.readString(ROUTES))) {
      JsonNode rest = entry.path("rest");
      if (rest.path("id").asString("").equals("api")) {
        METHODS.forEach(method ->
            rest.path(method)
                .forEach(route ->
                    operations.add(
                        method.toUpperCase(Locale.ROOT)
                            + " "
                            + rest.path("path").stringValue()
                            + route.path("path").stringValue())));
      }
    }
    return operations;
  }
}
