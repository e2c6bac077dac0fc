package org.toolroute.gateway.proof.contract;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.ProviderStub.Request;
import org.toolroute.gateway.parts.RunningGateway;
import org.toolroute.gateway.proof.Books;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A new account before one door, and everything that its calls left behind: with the caller, in the
 * books and at the provider.
 */
final class Scene {
  static final String OWN_KEY = "tvly-own-0123456789abcdef";

  /** What a provider that works answers to a search. */
  static final Answer FOUND =
      Answer.json(
          200,
          """
          {"query":"camel","images":[],"results":[],"response_time":0.4,"request_id":"r1"}\
          """);

  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static final String TRANSFERS =
      """
      SELECT kind, debit_account, credit_account, amount_micros, call_id IS NULL AS without_call
      FROM ledger_transfer WHERE account_id = ? ORDER BY created_at, kind
      """;

  private final GatewayClient client;
  private final ProviderStub provider;
  private final DataSource database;
  private final Door door;
  private final TestAccount account;
  private final List<Outcome> earlier = new ArrayList<>();
  private String key;
  private String keyId;

  Scene(RunningGateway running, Door door) {
    this.client = running.client();
    this.provider = running.stub();
    this.database = running.database().owner();
    this.door = door;
    this.account = client.newAccount();
    this.key = account.live();
    this.keyId = account.liveKeyId();
    provider.forgetRequests();
  }

  Scene credits(String amount) {
    client.topUp(account.id(), amount, "invoice-1");
    return this;
  }

  Scene ownKey() {
    client.register(account.live(), "tavily", OWN_KEY);
    return this;
  }

  Scene provider(Answer answer) {
    provider.answers(answer);
    return this;
  }

  Scene silentProvider() {
    provider.answers(request -> {
      try {
        NEVER.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return Answer.json(200, "{}");
    });
    return this;
  }

  /** Calls with another key of the account, made with {@code members}. */
  Scene key(String members) {
    JsonNode made =
        client
            .admin(
                "POST",
                "/admin/v1/accounts/" + account.id() + "/keys",
                "{\"name\":\"n\",\"environment\":\"live\"," + members + "}")
            .json();
    key = made.path("key").stringValue();
    keyId = made.path("id").stringValue();
    return this;
  }

  Scene frozen() {
    client.admin("POST", "/admin/v1/accounts/" + account.id() + "/freeze", "");
    return this;
  }

  /** A call before the one that counts. */
  Scene after(Call call) {
    earlier.add(door.call(key, call));
    return this;
  }

  /** Makes the call, and tells everything that can be told of it but the protocol. */
  ObjectNode play(Call call) {
    Outcome outcome = door.call(key, call);
    ObjectNode seen = Door.object();
    seen.set("result", outcome.result());
    seen.set("error", withoutClock(outcome.error()));
    seen.set("billing", outcome.billing());
    seen.put("repeated", earlier.stream().anyMatch(one -> one.callId().equals(outcome.callId())));
    seen.put("balance", new Books(client).balance(account).toPlainString());
    writeUsage(outcome, seen);
    writeTransfers(seen);
    provider.requests().forEach(request -> seen.withArray("upstream").add(write(request)));
    return seen;
  }

  private void writeUsage(Outcome outcome, ObjectNode seen) {
    for (JsonNode row : new Books(client).usage(account.live())) {
      ObjectNode line = (ObjectNode) row.deepCopy();
      line.put("is_this_call", row.path("id").asString().equals(outcome.callId()));
      line.put("is_of_this_door", row.path("protocol").asString().equals(door.protocol()));
      line.put("is_of_this_key", row.path("key_id").asString().equals(keyId));
      seen.withArray("usage")
          .add(line.without(List.of("id", "at", "protocol", "key_id", "elapsed_ms")));
    }
  }

  private void writeTransfers(ObjectNode seen) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(TRANSFERS)) {
      String hex = account.id().substring("acct_".length());
      statement.setObject(
          1,
          UUID.fromString(hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          seen.withArray("transfers")
              .addObject()
              .put("kind", rows.getString(1))
              .put("debit", rows.getString(2))
              .put("credit", rows.getString(3))
              .put("micros", rows.getLong(4))
              .put("without_call", rows.getBoolean(5));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** When to come again depends on the moment. */
  private static JsonNode withoutClock(JsonNode error) {
    return error instanceof ObjectNode object ? object.deepCopy().without("retry_after") : error;
  }

  private static ObjectNode write(Request request) {
    ObjectNode node = Door.object();
    node.put("line", request.method() + " " + request.target());
    Map<String, List<String>> headers = new TreeMap<>(request.headers());
    headers.forEach((name, values) -> node.withObject("headers").put(name, values.toString()));
    return node.put("body", request.body());
  }
}
