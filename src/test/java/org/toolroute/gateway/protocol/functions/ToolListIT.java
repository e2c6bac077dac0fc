package org.toolroute.gateway.protocol.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import tools.jackson.databind.JsonNode;

/** The list of tools: for anybody the whole catalogue, with a key what it may call. */
class ToolListIT {
  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static GatewayClient client;
  private static TestAccount account;
  private static String scopedKey;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway = TestGateway.start(database, stub);
    client = gateway.client();
    account = client.newAccount();
    scopedKey =
        client
            .admin(
                "POST",
                "/admin/v1/accounts/" + account.id() + "/keys",
                """
                {"name":"scoped","environment":"live","allowed_tools":["context7","tavily__search"]}\
                """)
            .json()
            .path("key")
            .asString();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @Test
  void anybodyReadsTheWholeCatalogueWithPricesAndExamples() {
    // When
    Reply reply = client.get("/api/v1/tools", "");
    // Then
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(reply.json().path("next_cursor").isNull()).isTrue();
    assertThat(names(reply)).isSorted().contains("openai__chat_completion", "tavily__search");
    JsonNode search = entry(reply, "tavily__search");
    assertThat(search.propertyNames())
        .contains(
            "name",
            "provider",
            "operation",
            "title",
            "description",
            "effect",
            "input_schema",
            "output_schema",
            "price",
            "byok",
            "free",
            "example");
    assertThat(search.path("price").path("kind").asString()).isEqualTo("flat");
    assertThat(search.at("/example/input/query").asString()).contains("Matterhorn");
    assertThat(search.at("/example/result/answer").asString()).contains("4,478");
    assertThat(search.path("byok").booleanValue()).isTrue();
    assertThat(entry(reply, "context7__query_docs").path("free").booleanValue()).isTrue();
  }

  @Test
  void aKeySeesWhatItMayCallInEveryFormat() {
    for (String format : List.of("catalog", "openai-responses", "anthropic", "mcp")) {
      assertThat(names(client.get("/api/v1/tools?format=" + format, scopedKey)))
          .as(format)
          .containsExactly("context7__query_docs", "context7__search_library", "tavily__search");
    }
  }

  @Test
  void aKeyThatIsNotValidIsRefusedAndNeverTakenForNobody() {
    // When
    List<Reply> replies =
        List.of(
            client.get("/api/v1/tools", "tr_live_" + "0".repeat(40)),
            client.send("GET", "/api/v1/tools", "", "", Map.of("Authorization", "Basic eDp5")));
    // Then
    assertThat(replies).extracting(Reply::status).containsOnly(401);
    assertThat(replies).extracting(Reply::errorCode).containsOnly("invalid_api_key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          provider=tavily&q=READS%20addresses       | tavily__extract
          q=MATTERHORN                             |
          category=documentation                   | context7__query_docs,context7__search_library
          tool=tavily__search,openai/moderation    | openai__moderation,tavily__search
          tool=tavily__search&provider=openai      |
          provider=context7,tavily&q=short%20answer | tavily__search
          provider=context7&limit=1                | context7__query_docs
          provider=context7&limit=1&cursor=context7__query_docs | context7__search_library
          """)
  void filtersAndPages(String query, String expected) {
    // When
    Reply reply = client.get("/api/v1/tools?" + query, "");
    // Then
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(String.join(",", names(reply))).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @CsvSource({
    "format=yaml,400,invalid_request",
    "strict=maybe,400,invalid_request",
    "format=gemini&strict=true,400,invalid_request",
    "strict=true,400,invalid_request",
    "limit=0,400,invalid_request",
    "limit=201,400,invalid_request",
    "cursor=x,400,invalid_request",
    "provider=nobody,404,unknown_tool",
    "tool=tavily__nothing,404,unknown_operation",
  })
  void whatCannotBeAskedForIsRefused(String query, int status, String code) {
    // When
    Reply reply = client.get("/api/v1/tools?" + query, "");
    // Then
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.errorCode()).isEqualTo(code);
  }

  @Test
  void aQueryOfTwoHundredCharactersIsReadAndOneMoreIsNot() {
    assertThat(client.get("/api/v1/tools?q=" + "x".repeat(200), "").status()).isEqualTo(200);
    assertThat(client.get("/api/v1/tools?q=" + "x".repeat(201), "").status()).isEqualTo(400);
  }

  @Test
  void hundredAndTwentyEightNamesAreReadAndOneMoreIsNot() {
    String most = "tavily,".repeat(127) + "tavily";
    assertThat(client.get("/api/v1/tools?provider=" + most, "").status()).isEqualTo(200);
    assertThat(client.get("/api/v1/tools?provider=tavily," + most, "").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "openai-responses", "anthropic", "gemini", "mcp"})
  void everyListedNameIsAcceptedBack(String format) {
    // Given
    List<String> names = names(client.get("/api/v1/tools?format=" + format, ""));
    assertThat(names).hasSizeGreaterThan(10).allMatch(name -> name.matches("[a-z0-9_]{1,40}"));
    // When
    List<Reply> replies =
        names.stream()
            .map(name -> client.get("/api/v1/tools?limit=1&tool=" + name, account.live()))
            .toList();
    // Then
    assertThat(replies).extracting(reply -> names(reply).getFirst()).isEqualTo(names);
  }

  @Test
  void openAiIsAskedForStrictnessAsTheCallerWants() {
    // Given
    String path = "/api/v1/tools?format=openai-responses&tool=tavily__search&strict=";
    // When
    JsonNode auto = client.get(path + "auto", "").json().at("/data/0");
    JsonNode strict = client.get(path + "true", "").json().at("/data/0");
    JsonNode loose = client.get(path + "false", "").json().at("/data/0");
    // Then
    assertThat(auto.path("strict").booleanValue()).isFalse();
    assertThat(strict.path("strict").booleanValue()).isTrue();
    assertThat(loose.path("strict").booleanValue()).isFalse();
    assertThat(auto).isEqualTo(loose);
    assertThat(strict.at("/parameters/required").size())
        .isEqualTo(strict.at("/parameters/properties").size());
  }

  static List<String> names(Reply reply) {
    JsonNode data = reply.json().path("data");
    JsonNode declarations = data.path(0).path("functionDeclarations");
    return (declarations.isArray() ? declarations : data)
        .valueStream()
        .map(tool -> tool.path("name").asString(tool.at("/function/name").asString("")))
        .toList();
  }

  private static JsonNode entry(Reply reply, String name) {
    return reply
        .json()
        .path("data")
        .valueStream()
        .filter(tool -> tool.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
