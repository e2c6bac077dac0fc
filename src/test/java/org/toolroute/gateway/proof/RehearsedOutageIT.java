package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/** An outage that one account rehearses in the sandbox is nobody else's. */
class RehearsedOutageIT {
  private static final int FLOOD = 120;
  private static final String SEARCH = "{\"query\":\"apache camel\",\"search_depth\":\"basic\"}";

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
  void aFloodOfRehearsedOutagesRefusesNobodysCalls() {
    // Given
    TestAccount loud = client.newAccount();
    TestAccount quiet = client.newAccount();
    client.register(loud.test(), "tavily", "tvly-down-0123456789");

    // When
    for (int call = 0; call < FLOOD; call++) {
      Reply outage = client.execute(loud.test(), "tavily", "search", SEARCH);
      assertThat(outage.errorCode()).as(outage.text()).isEqualTo("provider_error");
    }

    // Then
    Reply other = client.execute(quiet.test(), "tavily", "search", SEARCH);
    assertThat(other.status()).as(other.text()).isEqualTo(200);
  }

  @Test
  void anUnavailableProviderCanStillBeRehearsed() {
    TestAccount account = client.newAccount();
    client.register(account.test(), "tavily", "tvly-unreachable-0123456789");

    Reply reply = client.execute(account.test(), "tavily", "search", SEARCH);

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.errorCode()).isEqualTo("provider_unavailable");
    assertThat(reply.json().at("/billing/credits_charged").intValue()).isZero();
  }
}
