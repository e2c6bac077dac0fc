package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.parts.CapturedLogs;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;
import tools.jackson.databind.JsonNode;

/**
 * A provider that reports more than the most that a call can cost: the caller pays what was quoted,
 * and the rest stands in the books, where the operator sees it.
 */
class OverrunIT {
  /** A million tokens of an input of five letters, at 0.02 credits. */
  private static final Answer MILLION_TOKENS =
      Answer.json(
          200,
          """
          {"object":"list","data":[],"model":"text-embedding-3-small",\
          "usage":{"prompt_tokens":1000000,"total_tokens":1000000}}\
          """);

  private static final String INPUT = "{\"model\":\"text-embedding-3-small\",\"input\":\"camel\"}";

  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    stub = ProviderStub.start();
    gateway = TestGateway.start(database, stub);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
    database.close();
  }

  @Test
  void theCallerPaysTheQuoteAndTheRestIsTheOperatorsToSee() {
    GatewayClient client = gateway.client();
    Books books = new Books(client);
    client.shareKey("openai", "sk-proj-shared-0123456789abcdef");
    TestAccount account = client.newAccount();
    client.topUp(account.id(), "1", "invoice-1");
    stub.answers(MILLION_TOKENS);
    try (CapturedLogs logs = CapturedLogs.start()) {
      // When
      Reply reply = client.execute(account.live(), "openai", "embeddings", INPUT);
      // Then
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
      BigDecimal charged = reply.json().at("/billing/credits_charged").decimalValue();
      assertThat(charged).isPositive().isLessThan(new BigDecimal("0.0001"));
      BigDecimal overrun = new BigDecimal("0.02").subtract(charged);
      JsonNode row = books.usage(account.live()).getFirst();
      assertThat(row.path("outcome").asString()).isEqualTo("captured");
      assertThat(row.path("credits_charged").decimalValue()).isEqualByComparingTo(charged);
      assertThat(row.path("uncollected").decimalValue()).isEqualByComparingTo(overrun);
      assertThat(books.balance(account)).isEqualByComparingTo(BigDecimal.ONE.subtract(charged));
      JsonNode audit = books.audit();
      assertThat(audit.path("ok").booleanValue()).isTrue();
      assertThat(audit.path("uncollected").decimalValue()).isEqualByComparingTo(overrun);
      assertThat(
              gateway
                  .bean(MeterRegistry.class)
                  .get("toolroute.ledger.uncollected.micros")
                  .functionCounter()
                  .count())
          .isEqualTo(overrun.movePointRight(6).doubleValue());
      assertThat(logs.text())
          .contains("WARN", "more than the most", reply.json().path("id").asString());
    }
  }
}
