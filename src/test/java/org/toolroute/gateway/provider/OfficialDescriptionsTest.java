package org.toolroute.gateway.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.toolroute.gateway.catalog.BodyEncoding;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.PathTemplate;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.catalog.RequestTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Our descriptions against the ones that the providers publish. */
class OfficialDescriptionsTest {
  /** File of the published description, and what our base URL has beyond its server's. */
  private static final Map<String, Published> PUBLISHED =
      Map.of(
          "openai", new Published("openai.json", ""),
          "twilio", new Published("twilio_api_v2010.json", "/2010-04-01"),
          "tavily", new Published("tavily.json", ""),
          "context7", new Published("context7.json", ""));

  private static final Map<String, OfficialSpec> SPECS = new TreeMap<>();

  private record Published(String file, String prefix) {}

  @BeforeAll
  static void read() {
    Optional<Path> folder = OfficialSpec.folder();
    if (folder.isEmpty() && !Boolean.getBoolean("toolroute.test.parts.required")) {
      System.err.println(
          "SKIPPED: no published API descriptions; name their folder with -Dtoolroute.specs=…");
    }
    assumeTrue(
        folder.isPresent() || Boolean.getBoolean("toolroute.test.parts.required"),
        "no published API descriptions");
    PUBLISHED.forEach((provider, published) ->
        SPECS.put(provider, OfficialSpec.read(folder.orElseThrow().resolve(published.file()))));
  }

  static Stream<Operation> operations() {
    return Sample.SHIPPED.providers().stream()
        .filter(provider -> PUBLISHED.containsKey(provider.id().value()))
        .flatMap(provider -> provider.operations().values().stream());
  }

  static Stream<Provider> checkedProviders() {
    return Sample.SHIPPED.providers().stream().filter(provider -> provider.keyCheck().isPresent());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void methodAndPathExist(Operation operation) {
    assertThat(published(operation.name().provider().value(), operation.request())).isPresent();
  }

  @ParameterizedTest
  @MethodSource("checkedProviders")
  void keyCheckExists(Provider provider) {
    assertThat(published(provider.id().value(), provider.keyCheck().orElseThrow().request()))
        .isPresent();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyParameterExistsAndRequiredOnesAreRequired(Operation operation) {
    Parameters theirs = parameters(operation);

    assertThat(theirs.members().keySet()).containsAll(sent(operation, members(operation)));
    assertThat(sent(operation, required(operation))).containsAll(theirs.required());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void choicesAreTheirs(Operation operation) {
    Parameters theirs = parameters(operation);
    JsonNode properties = operation.inputSchema().path("properties");
    for (String member : properties.propertyNames()) {
      Set<String> published = choices(schema(theirs.members().get(name(operation, member))));
      Set<String> ours = choices(properties.path(member));
      if (!published.isEmpty() && !ours.isEmpty()) {
        assertThat(published).as(member).containsAll(ours);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void exampleRequestFits(Operation operation) {
    UpstreamRequest request =
        new RequestBuilder().build(operation, operation.example().input(), Sample.TWILIO_ACCOUNT);
    String body = operationPointer(operation) + "/requestBody/content/";
    switch (operation.request().encoding()) {
      case JSON ->
          assertThat(
                  spec(operation)
                      .violations(
                          body + "application~1json/schema",
                          AnswerJson.read(request.body().orElseThrow().bytes()).orElseThrow()))
              .isEmpty();
      case FORM, FORM_BRACKETED ->
          assertThat(parameters(operation).members().keySet())
              .containsAll(names(Sample.text(request.body())));
      case NONE ->
          assertThat(parameters(operation).members().keySet()).containsAll(names(request.query()));
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void exampleResultFits(Operation operation) {
    String responses = operationPointer(operation) + "/responses/";
    String status = spec(operation).at(responses + "201").isMissingNode() ? "200" : "201";

    assertThat(
            spec(operation)
                .violations(
                    responses + status + "/content/application~1json/schema",
                    operation.example().result()))
        .isEmpty();
  }

  /** What the provider takes in the place where this operation's members go. */
  private record Parameters(Map<String, JsonNode> members, Set<String> required) {}

  private static Parameters parameters(Operation operation) {
    OfficialSpec spec = spec(operation);
    String pointer = operationPointer(operation);
    if (operation.request().encoding() == BodyEncoding.NONE) {
      Map<String, JsonNode> query = spec.queryParameters(pointer);
      return new Parameters(
          query,
          query.entrySet().stream()
              .filter(entry -> entry.getValue().path("required").asBoolean(false))
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet()));
    }
    String type =
        operation.request().encoding() == BodyEncoding.JSON
            ? "application~1json"
            : "application~1x-www-form-urlencoded";
    JsonNode schema = spec.at(pointer + "/requestBody/content/" + type + "/schema");
    return new Parameters(spec.members(schema), spec.required(schema));
  }

  private static Set<String> members(Operation operation) {
    Set<String> members =
        new LinkedHashSet<>(operation.inputSchema().path("properties").propertyNames());
    members.addAll(operation.request().fixed().propertyNames());
    inPath(operation).forEach(members::remove);
    return members;
  }

  private static Set<String> required(Operation operation) {
    Set<String> names = new LinkedHashSet<>();
    operation.inputSchema().path("required").forEach(name -> names.add(name.asString()));
    return names;
  }

  private static Set<String> sent(Operation operation, Set<String> members) {
    return members.stream().map(member -> name(operation, member)).collect(Collectors.toSet());
  }

  private static String name(Operation operation, String member) {
    return operation.request().sentAs().getOrDefault(member, member);
  }

  private static Stream<String> inPath(Operation operation) {
    return operation.request().path().segments().stream()
        .flatMap(segment -> segment.pieces().stream())
        .filter(PathTemplate.InputValue.class::isInstance)
        .map(piece -> ((PathTemplate.InputValue) piece).member());
  }

  private static JsonNode schema(@Nullable JsonNode parameter) {
    if (parameter == null) {
      return MissingNode.getInstance();
    }
    return parameter.has("schema") ? parameter.path("schema") : parameter;
  }

  private static Set<String> choices(JsonNode schema) {
    Set<String> choices = new LinkedHashSet<>();
    schema.path("enum").forEach(choice -> choices.add(choice.asString()));
    return choices;
  }

  private static Set<String> names(String form) {
    return Stream.of(form.split("&"))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> URLDecoder.decode(pair.substring(0, pair.indexOf('=')), UTF_8))
        .collect(Collectors.toSet());
  }

  private static String operationPointer(Operation operation) {
    return published(operation.name().provider().value(), operation.request()).orElseThrow();
  }

  private static OfficialSpec spec(Operation operation) {
    return SPECS.get(operation.name().provider().value());
  }

  private static Optional<String> published(String provider, RequestTemplate request) {
    String path =
        request.path().segments().stream()
            .map(segment ->
                segment.pieces().stream()
                    .map(piece ->
                        piece instanceof PathTemplate.Literal literal ? literal.text() : "{}")
                    .collect(Collectors.joining()))
            .collect(Collectors.joining("/", "/", ""));
    return SPECS
        .get(provider)
        .operation(
            request.method().name().toLowerCase(Locale.ROOT),
            PUBLISHED.get(provider).prefix() + path);
  }
}
