package org.toolroute.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.toolroute.gateway.provider.Sample.TWILIO_ACCOUNT;
import static org.toolroute.gateway.provider.Sample.json;
import static org.toolroute.gateway.provider.Sample.operation;
import static org.toolroute.gateway.provider.Sample.text;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.catalog.Operation;
import org.toolroute.gateway.parts.TestCatalog;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import tools.jackson.databind.node.ObjectNode;

class RequestBuilderTest {
  private static final RequestBuilder BUILDER = new RequestBuilder();

  @TempDir private static Path folder;
  private static Catalog places;

  @BeforeAll
  static void load() {
    places = TestCatalog.load(TestCatalog.write(folder, Map.of("places", Sample.EVERY_PLACE)));
  }

  @Test
  void chatCompletionIsSentAsJson() {
    ObjectNode input = json("{'model':'gpt-4o','messages':[{'role':'user','content':'hé'}]}");

    UpstreamRequest request = BUILDER.build(operation("openai__chat_completion"), input, Map.of());

    assertThat(request.method()).hasToString("POST");
    assertThat(request.path()).isEqualTo("/chat/completions");
    assertThat(request.query()).isEmpty();
    assertThat(request.headers()).isEqualTo(Map.of("accept", "application/json"));
    assertThat(request.body().orElseThrow().contentType()).isEqualTo("application/json");
    assertThat(json(text(request.body()))).isEqualTo(input);
  }

  @Test
  void textMessageIsSentAsFormUnderTheProvidersNames() {
    UpstreamRequest request =
        BUILDER.build(
            operation("twilio__send_sms"),
            json(
                "{'to':'+14155550100','from':'+15005550006','body':'a&b=c %0d\\n',"
                    + "'media_url':['https://a/1?x=y','https://a/2'],'smart_encoded':true,'validity_period':60}"),
            TWILIO_ACCOUNT);

    assertThat(request.path()).isEqualTo("/Accounts/AC1/Messages.json");
    assertThat(request.body().orElseThrow().contentType())
        .isEqualTo("application/x-www-form-urlencoded");
    assertThat(text(request.body()).split("&"))
        .containsExactlyInAnyOrder(
            "To=%2B14155550100",
            "From=%2B15005550006",
            "Body=a%26b%3Dc%20%250d%0A",
            "MediaUrl=https%3A%2F%2Fa%2F1%3Fx%3Dy",
            "MediaUrl=https%3A%2F%2Fa%2F2",
            "SmartEncoded=true",
            "ValidityPeriod=60");
  }

  @Test
  void listFiltersGoToTheQuery() {
    UpstreamRequest request =
        BUILDER.build(
            operation("twilio__list_messages"),
            json("{'date_sent_before':'2026-04-16','page_size':50}"),
            TWILIO_ACCOUNT);

    assertThat(request.query().split("&"))
        .containsExactlyInAnyOrder("DateSent%3C=2026-04-16", "PageSize=50");
    assertThat(request.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "@angular/core, %40angular%2Fcore",
    "/vercel/next.js, %2Fvercel%2Fnext.js",
    "{{env:HOME}}, %7B%7Benv%3AHOME%7D%7D",
    "a%2Fb, a%252Fb",
    "ünï, %C3%BCn%C3%AF"
  })
  void libraryNamesAreData(String name, String encoded) {
    UpstreamRequest request =
        BUILDER.build(
            operation("context7__search_library"),
            json("{'query':'q'}").put("libraryName", name),
            Map.of());

    assertThat(request.query()).contains("libraryName=" + encoded);
  }

  @Test
  void everyPlaceIsFilledAndNothingElse() {
    UpstreamRequest request =
        BUILDER.build(
            places.resolve("places", "put"),
            json(
                "{'id':'a/b','page':'2','trace':'t 1','note':'n','details':{'k':[1,null]},'Unlisted':'x'}"),
            Map.of());

    assertThat(request.path()).isEqualTo("/things/a%2Fb.json/part");
    assertThat(request.query()).isEqualTo("page=2");
    assertThat(request.headers())
        .isEqualTo(Map.of("accept", "application/json", "x-trace", "t 1", "x-version", "3"));
    assertThat(json(text(request.body())))
        .isEqualTo(json("{'Note':'n','details':{'k':[1,null]},'source':'gateway'}"));
  }

  @Test
  void nestedFormsUseBrackets() {
    UpstreamRequest request =
        BUILDER.build(
            places.resolve("places", "form"),
            json(
                "{'note':'','details':{'a':{'b':'x y'},'n':null,'e':[]},'list':[{'price':'p','quantity':2},true]}"),
            Map.of());

    assertThat(text(request.body()).split("&"))
        .containsExactlyInAnyOrder(
            "Note=",
            "details%5Ba%5D%5Bb%5D=x%20y",
            "list%5B0%5D%5Bprice%5D=p",
            "list%5B0%5D%5Bquantity%5D=2",
            "list%5B1%5D=true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a][b", "a[", "]", ""})
  void bracketsInAMemberNameCannotSteerTheForm(String name) {
    ObjectNode input = json("{'details':{}}");
    ((ObjectNode) input.path("details")).put(name, "x");

    assertThat(refused(places.resolve("places", "form"), input).code())
        .isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  @Test
  void memberCanBeTheWholeBody() {
    UpstreamRequest request =
        BUILDER.build(places.resolve("places", "whole"), json("{'rows':[{'a':1}]}"), Map.of());

    assertThat(text(request.body())).isEqualTo("[{\"a\":1}]");
  }

  @Test
  void numbersAreWrittenPlainlyUnlessThatIsLong() {
    ObjectNode input = json("{'details':{}}");
    ((ObjectNode) input.path("details"))
        .put("a", new BigDecimal("1E+3"))
        .put("b", new BigDecimal("1E+999999999"))
        .put("c", new BigDecimal("0.10"));

    UpstreamRequest request = BUILDER.build(places.resolve("places", "form"), input, Map.of());

    assertThat(text(request.body()))
        .isEqualTo("details%5Ba%5D=1000&details%5Bb%5D=1E%2B999999999&details%5Bc%5D=0.10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\r\nX-Evil: 1", "a\nb", "a\u0000", " a", "ä", "a\u2028b"})
  void headerValueIsOneLineOfAscii(String trace) {
    GatewayException refused =
        refused(places.resolve("places", "put"), json("{'id':'a'}").put("trace", trace));

    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(refused.details().at("/violations/0/pointer").asString()).isEqualTo("/trace");
  }

  @Test
  void emptyPathValueIsRefused() {
    assertThat(refused(places.resolve("places", "put"), json("{'id':''}")).details().toString())
        .contains("/id", "cannot be empty in a path");
  }

  @Test
  void keyCheckUsesTheOpenPartOfTheKey() {
    UpstreamRequest request =
        BUILDER.build(
            Sample.SHIPPED.resolveProvider("twilio").keyCheck().orElseThrow(),
            Map.of("account_sid", "AC1"));

    assertThat(request.path()).isEqualTo("/Accounts/AC1/Balance.json");
    assertThat(request.body()).isEmpty();
  }

  private static GatewayException refused(Operation operation, ObjectNode input) {
    return catchThrowableOfType(
        GatewayException.class, () -> BUILDER.build(operation, input, Map.of()));
  }
}
