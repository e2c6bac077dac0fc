package org.toolroute.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.catalog.CatalogProperties.ProviderSettings;
import org.toolroute.gateway.parts.TestCatalog;

class CatalogLoaderTest {
  private static final String GOOD = TestCatalog.documentedExample();

  @TempDir private Path folder;

  @Test
  void goodDescriptionLoads() {
    assertThatCode(() -> load(GOOD)).doesNotThrowAnyException();
  }

  /** What is right in the example, what replaces it, and what must be said then. */
  private static final String MISTAKES =
      """
      category: logistics|catgory: logistics|"catgory" is not known here; did you mean "category"?
      effect: read|effect: peek|/operations/track/effect: must be one of read, write, money
      provider: parcels|provider: parcel|/provider: must be the file's name, parcels
      provider: parcels|provider: par__cels|/provider: must match
      https://api.parcels.example/v2|ftp://api.parcels.example|/base_url: a base URL is http or https
      https://api.parcels.example/v2|https://me:x@api.parcels.example|/base_url: a base URL is http or https
      https://api.parcels.example/v2|https://api.parcels.example/?a=b|/base_url: a base URL is http or https
      https://api.parcels.example/v2|https://api.parcels.example/a/../b|/base_url: a base URL is http or https
      https://api.parcels.example/v2|https://api.parcels.example/%2e|/base_url: a base URL is http or https
      '/parcels/{parcel_id}'|'/parcels/{parcel}'|/operations/track/request/path: {parcel} is a required text
      '/parcels/{parcel_id}'|'/parcels/{key.token}'|/operations/track/request/path: {key.token} is a part, not secret
      '/parcels/{parcel_id}'|'/parcels/../{parcel_id}'|/operations/track/request/path: a path has no .
      required: [parcel_id]|required: [language]|{parcel_id} is a required text
      sent_as: {language: lang}|sent_as: {tongue: lang}|/operations/track/request/sent_as: the input has no member "tongue"
      sent_as: {language: lang}|sent_as: {language: parcel_id}|two members are sent as
      price: {kind: flat, amount: 0.002}|timeout: 3s|/operations/track: an operation has either a price or byok_only
      price: {kind: flat, amount: 0.002}|price: {kind: flat}|/operations/track/price: a price has amount
      price: {kind: flat, amount: 0.002}|price: {kind: flat, amount: -1}|/operations/track/price/amount: must be at least 0
      price: {kind: flat, amount: 0.002}|price: {kind: flat, amount: 0.002, per: 3}|/operations/track/price/per: a price of kind flat has no such member
      price: {kind: flat, amount: 0.002}|price: {kind: tokens, model: parcel_id}|a price of kind tokens needs
      price: {kind: flat, amount: 0.002}|price: {kind: per_unit, unit: number, of: weight, amount: 1}|the input has no member "weight"
      price: {kind: flat, amount: 0.002}|price: {kind: flat, by: [language], amounts: {de: 1}}|cannot be priced: no price is set for this language
      maxLength: 40,|maxLength: 3,|/operations/track/example/input/parcel_id: must have at most 3 characters
      minLength: 1, maxLength: 40|pattern: '(?=a)b'|/operations/track/input/properties/parcel_id/pattern: not a pattern of RE2
      minLength: 1, maxLength: 40|multipleOf: 3|/multipleOf: this schema keyword is not supported here
      minLength: 1, maxLength: 40|$ref: 'https://evil.example/schema'|/$ref: a reference names an entry of $defs
      {type: string, enum: [en, de, fr]}|{type: object}|"language" is nested: a flat form cannot hold it
      encoding: none,|encoding: json,|a GET has encoding none
      {status: 403, body: {reason: bad_key}}|{status: 403, body: {reason: other}}|/error_examples/credential_rejected: the rules read it as permission
      equals: bad_key, class|class|a rule with at says either equals or contains
      {kind: header, name: X-Api-Key}|{kind: header}|/credential: name is given for kind header
      {kind: header, name: X-Api-Key}|{kind: none}|/credential: a free provider
      {kind: header, name: X-Api-Key}|{kind: basic}|/key: each shape has one part for each of the roles
      key_check: {path: /account}|key_check: {path: '/account/{x}'}|/key_check: a key check has no input
      reported_at: /accepted|reported_at: /nowhere|/operations/announce/example/result: has not the usage
      key: {hint: made at parcels.example under Settings}|key: {shapes: [[{name: t, role: token, secret: false}]]}|/key/shapes/0/0: a part of role token or password is secret
      key: {hint: made at parcels.example under Settings}|key: {shapes: [[{name: t, role: path}, {name: u, role: token}]]}|/key/shapes/0/0: a part of role path is shown in URLs
      key: {hint: made at parcels.example under Settings}|key: {shapes: [[{name: t, role: path, secret: false}, {name: t, role: token}]]}|/key: the parts of a shape have different names
      price: {kind: flat, amount: 0.002}|price: {kind: reported, at: /x, amount: 1, bound: {kind: flat, amount: 1, set: {language: en}}}|/operations/track/price/bound: set and unpriced belong to the price
      price: {kind: flat, amount: 0.002}|price: {kind: reported, at: /x, amount: 1, bound: {kind: free}}|/operations/track/price/bound: the bound of a reported price is flat or per_unit
      track:|a_name_that_is_much_too_long_for_models:|is longer than 40 characters
      timeout: 20s|timeout: 20|/operations/announce/timeout: must be of type string
      """;

  static Stream<Arguments> mistakes() {
    return MISTAKES.lines().map(line -> Arguments.of((Object[]) line.split("\\|", -1)));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakesNameFilePlaceAndRemedy(String good, String bad, String problem) {
    assertThat(GOOD).contains(good);

    List<Problem> problems = problems(GOOD.replace(good, bad));

    assertThat(problems).extracting(Problem::toString).anyMatch(text -> text.contains(problem));
    assertThat(problems).extracting(Problem::file).containsOnly("parcels.tools.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"title: Twice\n", "operations: {}\n"})
  void memberTwiceIsRefused(String again) {
    assertThat(problems(GOOD + again))
        .extracting(Problem::message)
        .anyMatch(text -> text.contains("uplicate"));
  }

  @Test
  void anchorsTagsAndSecondDocumentsAreRefused() {
    assertThat(problems(GOOD.replace("title: Parcels", "title: &a Parcels") + "x: *a\n"))
        .extracting(Problem::message)
        .containsExactly("anchors and aliases (& and *) are not supported: write it out");
    assertThat(problems(GOOD + "---\n" + GOOD))
        .extracting(Problem::message)
        .containsExactly("the file has 2 YAML documents instead of one");
    assertThat(problems("!!javax.script.ScriptEngineManager [1]")).isNotEmpty();
    assertThat(problems("")).isNotEmpty();
    assertThat(problems("- a")).isNotEmpty();
    assertThat(problems("a: ["))
        .extracting(Problem::message)
        .allMatch(text -> text.startsWith("not valid YAML"));
  }

  @Test
  void allProblemsOfAllFilesAreShownAtOnce() {
    String bad = GOOD.replace("category: logistics\n", "").replace("effect: read", "effect: peek");
    Path routes =
        TestCatalog.write(
            folder,
            Map.of(
                "parcels",
                bad,
                "letters",
                GOOD,
                "good",
                GOOD.replace("provider: parcels", "provider: good")));

    InvalidDescriptionsException refused =
        catchThrowableOfType(InvalidDescriptionsException.class, () -> TestCatalog.load(routes));

    assertThat(refused.getMessage().lines().map(String::strip))
        .containsExactly(
            "the provider descriptions have 3 problems",
            "letters.tools.yaml /provider: must be the file's name, letters",
            "parcels.tools.yaml /operations/track/effect: must be one of read, write, money",
            "parcels.tools.yaml: \"category\" is missing");
  }

  @Test
  void everyOperationIsJudgedOnItsOwn() {
    String bad =
        GOOD.replace("{language: lang}", "{tongue: lang}")
            .replace("reported_at: /accepted", "reported_at: /nowhere");

    assertThat(problems(bad))
        .extracting(Problem::pointer)
        .containsExactlyInAnyOrder(
            "/operations/track/request/sent_as", "/operations/announce/example/result");
  }

  @Test
  void hugeFileIsRefused() {
    assertThat(problems(GOOD + "#".repeat(DescriptionFile.BYTES_MAX)))
        .extracting(Problem::message)
        .containsExactly("the file is larger than 1048576 bytes");
  }

  @Test
  void missingFolderSaysWhichSetting() {
    InvalidDescriptionsException refused =
        catchThrowableOfType(
            InvalidDescriptionsException.class, () -> TestCatalog.load(folder.resolve("none")));

    assertThat(refused).hasMessageContaining("toolroute.routes");
  }

  @Test
  void operatorReplacesTheBaseUrl() {
    Catalog catalog = loadWith("parcels", "http://127.0.0.1:8080/fake/");

    assertThat(catalog.resolveProvider("parcels").baseUrl())
        .isEqualTo(URI.create("http://127.0.0.1:8080/fake"));
  }

  @ParameterizedTest
  @CsvSource({
    "parcels, file:///etc/passwd, is http or https",
    "parcels, http://user@host, is http or https",
    "parcels, http://host/#x, is http or https",
    "parcls, http://host, no such provider; nearest: [parcels]"
  })
  void wrongOperatorSettingStopsTheStart(String provider, String url, String problem) {
    InvalidDescriptionsException refused =
        catchThrowableOfType(InvalidDescriptionsException.class, () -> loadWith(provider, url));

    assertThat(refused)
        .hasMessageContaining("toolroute.providers." + provider)
        .hasMessageContaining(problem);
  }

  @Test
  void priceVersionChangesWithThePricesOnly() {
    PriceVersion original = version(GOOD);

    assertThat(version(GOOD.replace("Returns where a parcel", "Says where a parcel")))
        .isEqualTo(original);
    assertThat(version(GOOD.replace("amount: 0.002", "amount: 0.00200"))).isEqualTo(original);
    assertThat(version(GOOD.replace("amount: 0.002", "amount: 0.003"))).isNotEqualTo(original);
    assertThat(original.value()).matches("parcels@[0-9a-f]{12}");
  }

  private PriceVersion version(String yaml) {
    return load(yaml).resolveProvider("parcels").prices().version();
  }

  private Catalog loadWith(String provider, String baseUrl) {
    Path routes = TestCatalog.write(folder, Map.of("parcels", GOOD));
    return new CatalogLoader(
            new CatalogProperties(routes, Map.of(provider, new ProviderSettings(baseUrl))))
        .load();
  }

  private Catalog load(String yaml) {
    return TestCatalog.load(TestCatalog.write(folder, Map.of("parcels", yaml)));
  }

  private List<Problem> problems(String yaml) {
    return catchThrowableOfType(InvalidDescriptionsException.class, () -> load(yaml)).problems();
  }
}
