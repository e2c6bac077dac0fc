package org.toolroute.bench.ladder;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The callers of the gateway rungs, made over the operator surface: one set of accounts with a key
 * of their own and no credits, one with credits and no key of their own.
 */
final class Accounts {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Enough to call for days, and small enough for any limit on one top-up. */
  private static final int CREDITS = 10_000;

  private static final int SETUP_THREADS = 8;

  private final Http http;
  private final int port;
  private final String adminToken;
  private final Path folder;

  Accounts(Http http, int port, String adminToken, Path folder) {
    this.http = http;
    this.port = port;
    this.adminToken = adminToken;
    this.folder = folder;
  }

  /** Makes the accounts and writes the files of their gateway keys, for each number of callers. */
  void create(List<Integer> counts) throws Exception {
    admin("PUT", "/providers/openai/credential", "{\"api_key\":\"sk-proj-benchsharedkey0000\"}");
    int most = counts.stream().mapToInt(Integer::intValue).max().orElse(0);
    List<String> byok = inParallel(most, this::byokAccount);
    List<String> credits = inParallel(most, this::creditsAccount);
    for (int count : counts) {
      Files.write(keys(Rung.BYOK, count), byok.subList(0, count));
      Files.write(keys(Rung.FREE, count), byok.subList(0, count));
      Files.write(keys(Rung.CREDITS, count), credits.subList(0, count));
    }
  }

  /** Makes accounts that only look at the list of tools, with the files of their gateway keys. */
  void createReaders(List<Integer> counts) throws Exception {
    List<String> readers =
        inParallel(Collections.max(counts), number -> key(account("bench-reader-" + number)));
    for (int count : counts) {
      Files.write(keys(Rung.LIST, count), readers.subList(0, count));
    }
  }

  Path keys(Rung rung, int accounts) {
    return folder.resolve("keys-" + rung.payer().id() + "-" + accounts + ".txt");
  }

  /** Makes one call as the rung does and says what is wrong with its answer; empty for nothing. */
  String complaint(Rung rung, int accounts, Path calls) throws IOException, InterruptedException {
    HttpResponse<String> answer = call(rung, accounts, calls);
    return rung == Rung.LIST ? listComplaint(answer) : receiptComplaint(rung, answer);
  }

  /** Makes one call as the rung does. */
  HttpResponse<String> call(Rung rung, int accounts, Path calls)
      throws IOException, InterruptedException {
    String key = Files.readAllLines(keys(rung, accounts)).getFirst();
    return http.send(rung, port, key, Files.readString(calls.resolve(rung.body)));
  }

  private static String listComplaint(HttpResponse<String> answer) {
    int tools = JSON.readTree(answer.body()).at("/result/tools").size();
    return answer.statusCode() == 200 && tools == Catalogue.TOOLS
        ? ""
        : "the first call answered " + answer.statusCode() + " and " + tools + " tools";
  }

  private static String receiptComplaint(Rung rung, HttpResponse<String> answer) {
    JsonNode billing = receipt(JSON.readTree(answer.body()));
    boolean charged = billing.path("credits_charged").asDouble(-1) > 0;
    boolean asPromised =
        answer.statusCode() == 200
            && billing.path("mode").asString("").equals(rung.payer().id())
            && charged == (rung == Rung.CREDITS);
    return asPromised ? "" : "the first call answered " + answer.statusCode() + " " + billing;
  }

  /** The receipt, wherever the rung's protocol has it. */
  private static JsonNode receipt(JsonNode answer) {
    return answer.findParents("credits_charged").stream()
        .findFirst()
        .orElse(JSON.createObjectNode());
  }

  /** What the gateway's own audit finds wrong after the load; empty for nothing. */
  String auditComplaint() throws IOException, InterruptedException {
    JsonNode audit = admin("GET", "/ledger/audit", "");
    return audit.path("ok").asBoolean(false) ? "" : "the ledger audit failed: " + audit;
  }

  private String byokAccount(int number) throws IOException, InterruptedException {
    String key = key(account("bench-byok-" + number));
    String registration = "{\"provider\":\"openai\",\"api_key\":\"sk-proj-benchown%08d\"}";
    expectSuccess(http.send("POST", port, "/api/v1/byok", key, registration.formatted(number)));
    return key;
  }

  private String creditsAccount(int number) throws IOException, InterruptedException {
    String account = account("bench-credits-" + number);
    String topUp = "{\"amount\":%d,\"reference\":\"bench-%d\"}".formatted(CREDITS, number);
    admin("POST", "/accounts/" + account + "/top-ups", topUp);
    return key(account);
  }

  private String account(String name) throws IOException, InterruptedException {
    return admin("POST", "/accounts", "{\"name\":\"" + name + "\"}").path("id").asString();
  }

  private String key(String account) throws IOException, InterruptedException {
    String body = "{\"name\":\"bench\",\"environment\":\"live\"}";
    return admin("POST", "/accounts/" + account + "/keys", body).path("key").asString();
  }

  private JsonNode admin(String method, String path, String body)
      throws IOException, InterruptedException {
    return expectSuccess(http.send(method, port, "/admin/v1" + path, adminToken, body));
  }

  private static JsonNode expectSuccess(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(
          answer.request().uri() + " answered " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
  }

  private static List<String> inParallel(int count, Maker maker) throws Exception {
    try (var executor = Executors.newFixedThreadPool(SETUP_THREADS)) {
      List<Callable<String>> tasks =
          IntStream.range(0, count)
              .<Callable<String>>mapToObj(number -> () -> maker.make(number))
              .toList();
      var keys = new ArrayList<String>();
      for (Future<String> key : executor.invokeAll(tasks)) {
        keys.add(key.get());
      }
      return keys;
    }
  }

  /** Makes one account and gives its gateway key. */
  private interface Maker {
    String make(int number) throws IOException, InterruptedException;
  }
}
