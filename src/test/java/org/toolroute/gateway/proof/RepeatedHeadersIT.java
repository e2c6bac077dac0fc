package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/** What a head says twice is not taken by the first word, which others may not go by. */
class RepeatedHeadersIT {
  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;
  private static Door door;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway = TestGateway.start(database, stub);
    door = new Door(gateway.client().port(), gateway.client().newAccount().test());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Idempotency-Key, a, b",
    "Idempotency-Key, a, a",
    "Origin, http://localhost, http://127.0.0.1",
    "A2A-Version, 1.0, 0.3",
    "Content-Type, application/json, text/plain"
  })
  void aHeaderThatIsRepeatedIsRefused(String name, String first, String second) {
    String headers = name + ": " + first + "\r\n" + name.toLowerCase() + ": " + second;
    for (String path :
        new String[] {
          "/api/v1/execute",
          "/api/v1/tool-calls",
          "/mcp",
          "/mcp/compact",
          "/api/a2a",
          "/api/a2a/v1/message:send",
          "/admin/v1/accounts"
        }) {
      RawHttp.Reply reply = door.send(door.head("POST", path, headers));
      assertThat(reply.status()).as(path + " " + reply.body()).isEqualTo(400);
      assertThat(reply.body()).contains(name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /api/v1/execute",
        "GET /api/v1/providers",
        "POST /mcp",
        "POST /api/a2a",
        "GET /api/a2a/v1/tasks",
        "GET /admin/v1/accounts"
      })
  void twoKeysAreNoKey(String line) {
    String[] parts = line.split(" ", 2);
    RawHttp.Reply reply =
        door.send(door.head(parts[0], parts[1], "Authorization: Bearer " + door.key()));
    assertThat(reply.status()).as(reply.body()).isEqualTo(401);
    assertThat(reply.header("www-authenticate")).startsWith("Bearer");
  }
}
