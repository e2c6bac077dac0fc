package org.toolroute.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.TestDatabase;
import org.toolroute.gateway.parts.TestGateway;

/** No amount but a positive, bounded one with six decimals moves money, and each moves it once. */
class MoneyInputIT {
  private static TestDatabase database;
  private static ProviderStub stub;
  private static TestGateway gateway;

  private TestAccount account;

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

  @BeforeEach
  void newAccount() {
    account = gateway.client().newAccount();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "-0.000001",
        "0",
        "-0",
        "0.0000001",
        "1e-7",
        "1e15",
        "1e400",
        "99999999999999999999",
        "9223372036854.775808",
        "NaN",
        "Infinity",
        "\"5\"",
        "null",
        "true",
        "[5]",
        "{\"value\":5}"
      })
  void anImpossibleAmountIsRefusedAndMovesNothing(String amount) {
    for (String path : List.of("/top-ups", "/keys")) {
      // When
      Reply reply = admin(path, body(path, amount, "invoice-1"));
      // Then
      assertThat(reply.status()).as("%s: %s", path, reply.text()).isIn(400, 422);
      assertThat(reply.json().at("/error/code").asString("")).isEqualTo("invalid_request");
    }
    Books books = new Books(gateway.client());
    assertThat(books.balance(account)).isEqualByComparingTo("0");
    assertThat(books.audit().path("ok").booleanValue()).isTrue();
    // A reference that was refused is free for the right amount.
    assertThat(topUp("5", "invoice-1").status()).isEqualTo(201);
  }

  @Test
  void sixDecimalsAreExact() {
    topUp("0.000001", "one");
    topUp("42.5", "two");
    assertThat(new Books(gateway.client()).balance(account)).isEqualByComparingTo("42.500001");
  }

  @Test
  void referencesWithoutAUtf8FormAreRefusedSoThatNoPaymentVanishesInAnother() {
    // When
    List<Reply> halves =
        Stream.of("\\ud801", "\\udc00", "invoice\\ud802").map(half -> topUp("5", half)).toList();
    Reply questionMark = topUp("5", "?");
    Reply pair = topUp("5", "\\ud83d\\ude00");
    // Then
    assertThat(halves)
        .allSatisfy(reply -> {
          assertThat(reply.status()).as(reply.text()).isEqualTo(400);
          assertThat(reply.errorCode()).isEqualTo("invalid_request");
          assertThat(reply.json().at("/error/violations/0/pointer").asString(""))
              .isEqualTo("/reference");
        });
    assertThat(questionMark.status()).isEqualTo(201);
    assertThat(pair.status()).isEqualTo(201);
    assertThat(new Books(gateway.client()).balance(account)).isEqualByComparingTo("10");
  }

  @Test
  void oneReferenceAddsOnceHoweverManyComeAtOnce() {
    // When
    List<CompletableFuture<Reply>> sent =
        IntStream.range(0, 32)
            .mapToObj(_ -> CompletableFuture.supplyAsync(() -> topUp("10", "invoice-17")))
            .toList();
    List<Reply> replies = sent.stream().map(CompletableFuture::join).toList();
    // Then
    assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
    assertThat(replies).extracting(Reply::status).containsOnly(200, 201);
    assertThat(replies).extracting(Reply::text).containsOnly(replies.getFirst().text());
    assertThat(topUp("11", "invoice-17").status()).isEqualTo(422);
    assertThat(new Books(gateway.client()).balance(account)).isEqualByComparingTo("10");
  }

  private Reply topUp(String amount, String reference) {
    return admin("/top-ups", body("/top-ups", amount, reference));
  }

  private Reply admin(String path, String body) {
    return gateway.client().admin("POST", "/admin/v1/accounts/" + account.id() + path, body);
  }

  /** A top-up, or a gateway key with a budget. */
  private static String body(String path, String amount, String reference) {
    String form =
        path.equals("/keys")
            ? "{\"name\":\"%2$s\",\"environment\":\"live\",\"budget\":{\"amount\":%1$s,\"period\":\"day\"}}"
            : "{\"amount\":%s,\"reference\":\"%s\"}";
    return form.formatted(amount, reference);
  }
}
