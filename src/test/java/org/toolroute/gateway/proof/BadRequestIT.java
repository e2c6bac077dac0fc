package org.toolroute.gateway.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/** Paths, methods, headers and names that lead nowhere are answered in JSON, and tell nothing. */
class BadRequestIT {
  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static Door door;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway = TestGateway.start(database, stub);
    door = new Door(gateway.client().port(), gateway.client().newAccount().live());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/api/v1/execute,405,method_not_allowed",
    "PUT,/api/v1/execute,405,method_not_allowed",
    "DELETE,/api/v1/execute,405,method_not_allowed",
    "PATCH,/api/v1/execute,405,method_not_allowed",
    "BREW,/api/v1/execute,405,method_not_allowed",
    "TRACE,/api/v1/execute,405,method_not_allowed",
    "OPTIONS,/api/v1/execute,405,method_not_allowed",
    "POS,/api/v1/execute,405,method_not_allowed",
    "post,/api/v1/execute,405,method_not_allowed",
    "CONNECT,/api/v1/key,400,invalid_request",
    "PUT,/admin/v1/accounts,405,method_not_allowed",
    "GET,/,404,not_found",
    "OPTIONS,/api/v1/nothing,404,not_found",
    "TRACE,/api/v1/nothing,404,not_found",
    "TRACE,/nothing,404,not_found",
    "BREW,/api/v1/nothing,404,not_found",
    "GET,/api,404,not_found",
    "GET,/api/v1/nothing,404,not_found",
    "GET,/api/v2/key,404,not_found",
    "GET,/admin/v1/nothing,404,not_found",
    "GET,/actuator/health,404,not_found",
    "GET,/index.html,404,not_found",
    "GET,/api/v1/byok/%zz,400,invalid_request",
    "GET,/api/v1/byok/%,400,invalid_request",
    "GET,/api/v1/byok/%00,400,invalid_request",
    "GET,/api/v1/byok/a%2fb,400,invalid_request",
    "GET,/api/v1/byok/a\\b,400,invalid_request",
    "GET,/api/v1/by<ok>,400,invalid_request",
    "GET,/api/v1/usage?limit=%zz,400,invalid_request",
    "GET,/api/v1/usage?limit=0,400,invalid_request",
    "GET,/api/v1/usage?limit=201,400,invalid_request",
    "GET,/api/v1/usage?limit=x,400,invalid_request",
    "GET,/api/v1/usage?cursor=%27%20or%201=1,400,invalid_request",
    "GET,/api/v1/usage?cursor=%00,400,invalid_request",
    "GET,/api/v1/byok?cursor=%00,400,invalid_request",
    "GET,/api/v1/usage?from=yesterday,400,invalid_request",
    "GET,/api/v1/usage?mode=x,400,invalid_request",
    "GET,/api/v1/usage?key=%27,400,invalid_request",
    "GET,/api/v1/usage?tool=%00,404,unknown_tool",
    "GET,/api/v1/usage?provider=..,404,unknown_tool",
    "GET,/api/v1/../../etc/passwd,404,not_found",
    "GET,/../../etc/passwd,400,invalid_request",
  })
  void aPathOrMethodThatLeadsNowhereIsAnsweredInJson(
      String method, String path, int status, String code) {
    RawHttp.Reply reply = door.send(door.head(method, path, "X-None: 1"));
    Door.isError(reply, status, code);
    // Without a query, only the server itself says 400 here: before it knows where the path leads.
    boolean unrouted = status == 400 && !path.contains("?");
    assertThat(reply.json().has("billing")).isEqualTo(path.endsWith("/execute") || unrouted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OPTIONS | /api/v1/execute | POST",
        "TRACE | /api/v1/execute | POST",
        "HEAD | /api/v1/execute | POST",
        "BREW | /api/v1/key | GET, HEAD",
        "OPTIONS | /api/v1/byok | GET, HEAD, POST",
        "PUT | /api/v1/byok/byok_1 | GET, HEAD, DELETE",
        "PATCH | /admin/v1/accounts/a/keys/k | DELETE",
      })
  void aRefusedMethodIsToldTheOthers(String method, String path, String allowed) {
    RawHttp.Reply reply = door.send(door.head(method, path, "X-None: 1"));

    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("allow")).isEqualTo(allowed);
  }

  @Test
  void headIsGetWithoutTheBody() {
    RawHttp.Reply get = door.send(door.head("GET", "/api/v1/key", "X-None: 1"));
    RawHttp.Reply head = door.send(door.head("HEAD", "/api/v1/key", "X-None: 1"));

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
    assertThat(head.header("content-type")).isEqualTo("application/json");
  }

  /** Also where Tomcat refuses what it cannot read, before any filter of ours. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "GET /api/v1/key HTTP/9.9",
        "GET /api/v1/byok/%zz HTTP/1.1",
        "GET /api/v1/<key> HTTP/1.1",
        "GET /api/v1/key HTTP/1.1\r\nX Y: 1",
        "TRACE /api/v1/key HTTP/1.1",
        "GET /nothing HTTP/1.1",
        "GET /api/v1/key HTTP/1.1",
      })
  void everyAnswerHasARequestId(String head) {
    assertThat(door.send(head).header("x-request-id")).matches("req_[0-9a-f]{32}");
  }

  @Test
  void aCallersOwnRequestIdIsOnARefusedRequestToo() {
    RawHttp.Reply own = door.send(door.head("TRACE", "/api/v1/key", "X-Request-Id: mine-7"));
    RawHttp.Reply hostile = door.send(door.head("TRACE", "/api/v1/key", "X-Request-Id: <script>"));

    assertThat(own.header("x-request-id")).isEqualTo("mine-7");
    assertThat(hostile.header("x-request-id")).startsWith("req_");
  }

  /** A browser of another site asks first; without an Access-Control header it sends nothing. */
  @Test
  void anotherSitesPagesMayNotCall() {
    String origin = "Origin: https://evil.example\r\nAccess-Control-Request-Method: POST";
    for (String method : new String[] {"OPTIONS", "GET"}) {
      RawHttp.Reply reply = door.send(door.head(method, "/api/v1/execute", origin));
      assertThat(reply.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/execute",
        "/api/v1/%65xecute",
        "/api/v1/execute;a=b",
        "/api/v1/./execute",
        "//api/v1/execute",
        "/api/v1/execute/",
        "/api/v1/../v1/execute",
      })
  void everyErrorOfExecuteCarriesBilling(String path) {
    RawHttp.Reply reply = door.post(path, Door.JSON, "{}".getBytes(UTF_8));
    if (reply.status() != 404) {
      Door.isBilledNothing(reply);
    }
  }

  /** What the server refuses before it has found the path may have been a call. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 2\r\nContent-Length: 3",
        "X Y: 1",
        "Transfer-Encoding: gzip",
        "Host: a, b",
      })
  void aHeadThatIsRefusedCarriesBilling(String header) {
    RawHttp.Reply reply = door.send(door.head("POST", "/api/v1/execute", header));
    Door.isError(reply, 400, "invalid_request");
    Door.isBilledNothing(reply);
  }

  @Test
  void aHeadThatIsTooLargeCarriesBilling() {
    RawHttp.Reply reply =
        door.send(door.head("POST", "/api/v1/execute", "X-Long: " + "a".repeat(17_000)));
    Door.isError(reply, 400, "invalid_request");
    Door.isBilledNothing(reply);
    assertThat(door.send(door.head("POST", "/nothing", "X-None: 1")).json().has("billing"))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "context8,x,404,unknown_tool,context7",
    "contex7,search_library,404,unknown_tool,context7",
    "context7,search_librari,404,unknown_operation,search_library",
    "openai/chat_complet,,404,unknown_operation,chat_completion",
    "OpenAI__chat-complet,,404,unknown_operation,chat_completion",
  })
  void anUnknownNameIsAnsweredWithTheNearest(
      String tool, String operation, int status, String code, String nearest) {
    String named = operation == null ? "" : "\"operation\":\"" + operation + "\",";
    RawHttp.Reply reply =
        door.execute(("{\"tool\":\"" + tool + "\"," + named + "\"input\":{}}").getBytes(UTF_8));
    Door.isError(reply, status, code);
    Door.isBilledNothing(reply);
    assertThat(reply.json().at("/error/nearest").toString()).contains(nearest);
  }

  @Test
  void headersThatAreTooLongOrMalformedAreAnsweredInJson() {
    Door.isError(
        door.send(door.head("GET", "/api/v1/key", "X-Long: " + "a".repeat(20_000))),
        400,
        "invalid_request");
    Door.isError(
        door.send(door.head("GET", "/api/v1/" + "a".repeat(20_000), "X-None: 1")),
        400,
        "invalid_request");
    Door.isError(door.send(door.head("GET", "/api/v1/key", "X Y: 1")), 400, "invalid_request");
    Door.isError(door.send("GET /api/v1/key HTTP/9.9"), 400, "invalid_request");
    Door.isError(door.send("nonsense"), 400, "invalid_request");
    Door.isError(
        door.send(
            door.head("POST", "/api/v1/execute", Door.JSON)
                + "\r\nContent-Length: 2\r\nContent-Length: 3"),
        400,
        "invalid_request");
    Door.isError(
        door.send(
            door.head("POST", "/api/v1/execute", Door.JSON) + "\r\nTransfer-Encoding: nonsense"),
        400,
        "invalid_request");
  }
}
