package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/** Another account's ids are answered byte for byte like ids that do not exist. */
class ForeignIdsIT {
  private static final String MISSING = "00000000000040008000000000000000";
  private static final String KEY = "tvly-own-0123456789abcdef";

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
  void anothersRegistrationCannotBeToldFromNone() {
    // Given
    TestAccount owner = client.newAccount();
    TestAccount other = client.newAccount();
    String id = client.register(owner.live(), "tavily", KEY).json().path("id").asString();
    String missing = "byok_" + MISSING;
    // When, Then
    same(client.get(byok(id), other.live()), client.get(byok(missing), other.live()));
    same(client.get(byok(id), owner.test()), client.get(byok(missing), owner.test()));
    same(client.get(byok(id), other.live()), client.get(byok("x"), other.live()));
    same(client.delete(byok(id), other.live()), client.delete(byok(missing), other.live()));
    same(client.delete(byok(id), owner.test()), client.delete(byok(missing), owner.test()));
    assertThat(client.get(byok(id), owner.live()).status()).isEqualTo(200);
    assertThat(client.get("/api/v1/byok", other.live()).json().path("data")).isEmpty();
    assertThat(client.get("/api/v1/usage?key=" + owner.liveKeyId(), other.live()).text())
        .isEqualTo(client.get("/api/v1/usage?key=key_" + MISSING, other.live()).text());
  }

  @Test
  void anAccountsKeyIsNotFoundBelowAnotherAccount() {
    // Given
    TestAccount owner = client.newAccount();
    TestAccount other = client.newAccount();
    // When, Then
    same(
        client.admin("DELETE", key(other.id(), owner.liveKeyId()), ""),
        client.admin("DELETE", key(other.id(), "key_" + MISSING), ""));
    same(
        client.admin("DELETE", key("acct_" + MISSING, owner.liveKeyId()), ""),
        client.admin("DELETE", key("acct_" + MISSING, "key_" + MISSING), ""));
    assertThat(client.get("/api/v1/key", owner.live()).status()).isEqualTo(200);
  }

  private static void same(Reply foreign, Reply missing) {
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.errorCode()).isEqualTo("not_found");
    assertThat(foreign.text()).isEqualTo(missing.text());
    assertThat(comparable(foreign.headers())).isEqualTo(comparable(missing.headers()));
  }

  private static Map<String, String> comparable(Map<String, String> headers) {
    Map<String, String> rest = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    rest.putAll(headers);
    assertThat(rest.remove("x-request-id")).isNotNull();
    rest.remove("date");
    return rest;
  }

  private static String byok(String id) {
    return "/api/v1/byok/" + id;
  }

  private static String key(String account, String key) {
    return "/admin/v1/accounts/" + account + "/keys/" + key;
  }
}
