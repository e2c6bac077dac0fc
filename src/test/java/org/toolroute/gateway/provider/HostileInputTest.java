package org.toolroute.gateway.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.catalog.BodyEncoding;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.catalog.Provider;
import org.toolroute.gateway.catalog.RequestTemplate;
import org.toolroute.gateway.parts.TestCatalog;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever a caller writes into any text of any operation arrives as data, or is refused. */
class HostileInputTest {
  private static final int ROUNDS = 10_000;
  private static final List<String> HOSTILE =
      List.of(
          "{{env:HOME}}",
          "${sys:user.home}",
          "@evil.example",
          "//evil.example/",
          "..",
          "../",
          ".",
          "%2e%2e%2f",
          "\r\nHost: evil.example\r\n\r\n",
          "\n",
          "\u0000",
          "?a=b",
          "#",
          "&To=1",
          "=",
          ";",
          "\\",
          "a b",
          "https://evil.example",
          "[x]",
          "\"",
          "'",
          "é",
          "😀",
          "{",
          "}",
          "%",
          "+",
          "/vercel/next.js",
          "x".repeat(50));

  @TempDir private Path folder;

  private record Target(Provider provider, Operation operation) {}

  @Test
  void nothingSteersARequest() {
    long seed = Long.getLong("toolroute.test.seed", System.nanoTime());
    Random random = new Random(seed);
    List<Target> targets = targets();
    Set<Target> built = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      Target target = targets.get(random.nextInt(targets.size()));
      ObjectNode input = target.operation().example().input().deepCopy();
      poison(input, random);
      String context = "seed " + seed + " " + target.operation() + " " + input;
      try {
        target.operation().check(input);
        UpstreamRequest request =
            new RequestBuilder()
                .build(target.operation(), input, Map.of("account_sid", hostile(random)));
        isUnsteered(target, request, context);
        carries(target.operation().request(), input, request, context);
        built.add(target);
      } catch (GatewayException refused) {
        assertThat(refused.code()).as(context).isEqualTo(ErrorCode.INVALID_REQUEST);
      }
    }
    assertThat(built).as("seed %d", seed).hasSameSizeAs(targets);
  }

  private List<Target> targets() {
    Path routes =
        TestCatalog.write(
            folder,
            Map.of("places", Sample.EVERY_PLACE, "parcels", TestCatalog.documentedExample()));
    List<Provider> providers = new ArrayList<>(Sample.SHIPPED.providers());
    providers.addAll(TestCatalog.load(routes).providers());
    return providers.stream()
        .flatMap(provider ->
            provider.operations().values().stream()
                .map(operation -> new Target(provider, operation)))
        .toList();
  }

  /** Replaces some of the texts, at any depth. */
  private static void poison(JsonNode node, Random random) {
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        if (object.path(name).isString() && random.nextBoolean()) {
          object.put(name, hostile(random));
        } else {
          poison(object.path(name), random);
        }
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(item -> poison(item, random));
    }
  }

  private static String hostile(Random random) {
    String text = HOSTILE.get(random.nextInt(HOSTILE.size()));
    return random.nextInt(3) == 0 ? text + hostile(random) : text;
  }

  private static void isUnsteered(Target target, UpstreamRequest request, String context) {
    RequestTemplate template = target.operation().request();
    assertThat(request.path()).as(context).matches("(/([A-Za-z0-9._~-]|%[0-9A-F]{2})+)+");
    assertThat(request.query()).as(context).matches("([A-Za-z0-9._~=&-]|%[0-9A-F]{2})*");
    List<String> segments = List.of(request.path().substring(1).split("/", -1));
    assertThat(segments).as(context).hasSameSizeAs(template.path().segments());
    assertThat(segments).as(context).doesNotContain(".", "..", "");

    URI base = target.provider().baseUrl();
    URI whole = URI.create(base + request.path() + "?" + request.query());
    assertThat(whole.normalize().getRawAuthority()).as(context).isEqualTo(base.getRawAuthority());
    assertThat(whole.normalize().getRawPath())
        .as(context)
        .isEqualTo(base.getRawPath() + request.path());

    Set<String> allowed = new HashSet<>(template.headers().keySet());
    allowed.addAll(template.inHeader().values());
    allowed.add("accept");
    assertThat(allowed).as(context).containsAll(request.headers().keySet());
    request.headers().values().forEach(value -> assertThat(value).as(context).matches("[ -~]+"));
  }

  /** Every text of the input is found, unchanged, in the one place that is meant for it. */
  private static void carries(
      RequestTemplate template, ObjectNode input, UpstreamRequest request, String context) {
    List<String> sent = new ArrayList<>();
    request.headers().values().forEach(sent::add);
    String form = template.encoding() == BodyEncoding.JSON ? "" : Sample.text(request.body());
    for (String pair : (request.query() + "&" + form).split("&")) {
      sent.add(URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), UTF_8));
    }
    if (template.encoding() == BodyEncoding.JSON) {
      collect(body(request), sent);
    }
    String path = URLDecoder.decode(request.path().replace("+", "%2B"), UTF_8);
    List<String> expected = new ArrayList<>();
    collect(input, expected);
    for (String text : expected) {
      assertThat(sent.contains(text) || path.contains(text)).as(context + " lost " + text).isTrue();
    }
  }

  private static JsonNode body(UpstreamRequest request) {
    return AnswerJson.read(request.body().orElseThrow().bytes()).orElseThrow();
  }

  private static void collect(JsonNode node, List<String> texts) {
    if (node.isString()) {
      texts.add(node.stringValue());
    }
    node.forEach(child -> collect(child, texts));
  }
}
