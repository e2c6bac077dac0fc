package org.toolroute.gateway.proof;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.GatewayClient.Reply;
import org.toolroute.gateway.parts.GatewayClient.TestAccount;
import org.toolroute.gateway.parts.ProviderStub;
import org.toolroute.gateway.parts.ProviderStub.Answer;
import org.toolroute.gateway.parts.TestGateway;

/** Sends secrets that can be recognised through every outcome of a call, and keeps the answers. */
final class CanaryCalls {
  private static final List<Integer> STATUSES = List.of(200, 400, 401, 403, 404, 429, 500);
  private static final int BOMB_BYTES = 80 * 1024 * 1024;
  private static final String SID = "AC0123456789abcdef0123456789abcdef";
  private static final Canary OWN =
      new Canary("the caller's key", "tvly-Own/c4n4ry+0123456789abcdef==");
  private static final Canary SHARED =
      new Canary("the shared key", "tvly-Shared/c4n4ry+fedcba9876543210==");
  private static final Canary TOKEN =
      new Canary("the caller's token", "0wn/T0ken+0123456789abcdef012345");
  private static final Canary REFUSED =
      new Canary("a key that was refused", "tvly-Refused/c4n4ry+00112233445566==");
  private static final Canary MALFORMED =
      new Canary("a key in the wrong form", "SK-w1thout/Colon+0123456789abcdef");
  private static final Canary MISPLACED =
      new Canary("a key in the wrong place", "sk_live_0123456789abcdefghijklmn");
  private static final Canary ADMIN = new Canary("the admin token", TestGateway.ADMIN_TOKEN);

  private final GatewayClient client;
  private final ProviderStub stub;
  private final ProviderStub elsewhere;
  private final TestAccount own;
  private final TestAccount paying;
  private final List<String> answers = new ArrayList<>();
  private volatile String threadsDuringACall = "";

  /** No request may go {@code elsewhere}. */
  CanaryCalls(GatewayClient client, ProviderStub stub, ProviderStub elsewhere) {
    this.client = client;
    this.stub = stub;
    this.elsewhere = elsewhere;
    this.own = client.newAccount();
    this.paying = client.newAccount();
  }

  void run() {
    register();
    for (String key : List.of(own.live(), paying.live())) {
      Canary sent = key.equals(own.live()) ? OWN : SHARED;
      sendBack(key, sent);
      sendBackOtherwise(key, sent);
      redirect(key);
      answerBadly(key, sent);
      keepSilent(key);
    }
    verify();
    read();
  }

  List<Canary> canaries() {
    return List.of(
        OWN,
        SHARED,
        TOKEN,
        REFUSED,
        MALFORMED,
        MISPLACED,
        ADMIN,
        new Canary("a gateway key", own.live()),
        new Canary("a gateway key on credits", paying.live()));
  }

  /** Status, headers and body of every answer, the body also with its escapes undone. */
  List<String> answers() {
    return answers;
  }

  /** What all threads were doing while a call waited for its provider. */
  String threadsDuringACall() {
    return threadsDuringACall;
  }

  private void register() {
    client.topUp(paying.id(), "1000", "invoice-1");
    share("tavily", SHARED.secret());
    share("twilio", MALFORMED.secret());
    keep(client.register(own.live(), "tavily", OWN.secret()));
    keep(client.register(own.live(), "twilio", SID + ":" + TOKEN.secret()));
    for (String provider : List.of("twilio", "context7", "no_such", MALFORMED.secret())) {
      keep(client.register(own.live(), provider, MALFORMED.secret()));
    }
    keep(client.register(own.live(), "tavily", "white space " + MALFORMED.secret()));
    byok("{\"provider\":\"tavily\",\"api_key\":\"%s\",}".formatted(MALFORMED.secret()));
    byok("{\"provider\":\"tavily\",\"api_key\":[\"%s\"]}".formatted(MALFORMED.secret()));
    byok("{\"provider\":\"tavily\",\"api_key\":\"x\",\"%s\":1}".formatted(MALFORMED.secret()));
    byok("{\"provider\":\"tavily\",\"%s\":1}".formatted(MISPLACED.secret()));
    byok(
        "{\"provider\":\"tavily\",\"api_key\":\"%1$s\",\"label\":\"%1$s\"}"
            .formatted(MALFORMED.secret()));
    keep(client.execute(own.live(), MISPLACED.secret(), "search", "{}"));
    keep(client.execute(own.live(), "tavily", MISPLACED.secret(), "{}"));
  }

  private void share(String provider, String key) {
    keep(
        client.admin(
            "PUT",
            "/admin/v1/providers/" + provider + "/credential",
            "{\"api_key\":\"" + key + "\"}"));
  }

  /** The first thing that a provider may do with a key: send it back. */
  private void sendBack(String key, Canary sent) {
    for (String form : sent.echoes().values()) {
      for (int status : STATUSES) {
        stub.answers(Answer.json(status, "{\"detail\":{\"error\":\"bad key " + form + "!\"}}"));
        search(key);
      }
    }
  }

  private void sendBackOtherwise(String key, Canary sent) {
    String page = "<html><body>Bad key: " + sent.secret() + "</body></html>";
    String json = "{\"echo\":\"" + sent.secret() + "\"}";
    for (int status : STATUSES) {
      stub.answers(RawAnswers.of(status, "text/html", page.getBytes(UTF_8)));
      search(key);
      stub.answers(RawAnswers.of(status, "application/json", json.getBytes(UTF_16LE)));
      search(key);
      stub.answers(Answer.json(status, "{\"" + sent.secret() + "\":1}"));
      search(key);
    }
    int half = sent.secret().length() / 2;
    stub.answers(
        Answer.json(
            200,
            "{\"a\":\"%s\",\"b\":\"%s\"}"
                .formatted(sent.secret().substring(0, half), sent.secret().substring(half))));
    search(key);
    stub.answers(Answer.json(200, json));
    Map<String, String> once = Map.of("Idempotency-Key", "once");
    keep(client.execute(key, "tavily", "search", "{\"query\":\"once\"}", once));
    keep(client.execute(key, "tavily", "search", "{\"query\":\"once\"}", once));
    stub.answers(
        request -> Answer.json(401, "{\"e\":\"" + request.header("authorization") + "\"}"));
    search(key);
    balance(key);
    stub.answers(Answer.json(200, "{\"token\":\"" + TOKEN.secret() + "\"}"));
    balance(key);
  }

  private void redirect(String key) {
    for (int status : List.of(301, 302, 303, 307, 308)) {
      stub.answers(request ->
          new Answer(
              status,
              Map.of("Location", elsewhere.url() + "/?" + request.header("authorization")),
              request.header("authorization").getBytes(UTF_8)));
      search(key);
      balance(key);
    }
  }

  private void answerBadly(String key, Canary sent) {
    byte[] compressed = RawAnswers.gzip(("{\"echo\":\"" + sent.secret() + "\"}").getBytes(UTF_8));
    stub.answers(RawAnswers.gzipped(compressed));
    assertThat(search(key).text()).contains("[redacted]");
    stub.answers(RawAnswers.gzipped(Arrays.copyOf(compressed, compressed.length - 12)));
    assertThat(search(key).errorCode()).isEqualTo("provider_error");
    stub.answers(RawAnswers.gzipped(RawAnswers.gzip(new byte[BOMB_BYTES])));
    assertThat(search(key).text()).contains("provider_error", "is larger than");
    stub.answers(request -> {
      throw new IllegalStateException("the connection is closed without an answer");
    });
    assertThat(search(key).errorCode()).isEqualTo("provider_error");
  }

  private void keepSilent(String key) {
    CountDownLatch over = new CountDownLatch(1);
    stub.answers(request -> {
      threadsDuringACall = threads();
      waitFor(over);
      return Answer.json(200, "{}");
    });
    assertThat(search(key).errorCode()).isEqualTo("provider_timeout");
    over.countDown();
  }

  private void verify() {
    String body =
        "{\"provider\":\"tavily\",\"verify\":true,\"api_key\":\"" + REFUSED.secret() + "\"}";
    stub.answers(Answer.json(401, "{\"detail\":{\"error\":\"bad key " + REFUSED.secret() + "\"}}"));
    assertThat(byok(body).errorCode()).isEqualTo("byok_key_rejected");
    stub.answers(new Answer(302, Map.of("Location", elsewhere.url()), "moved".getBytes(UTF_8)));
    assertThat(byok(body).errorCode()).isEqualTo("provider_unavailable");
  }

  private void read() {
    keep(client.get("/api/v1/byok", own.live()));
    for (TestAccount account : List.of(own, paying)) {
      keep(client.get("/api/v1/key", account.live()));
      keep(client.get("/api/v1/usage?limit=200", account.live()));
      keep(client.admin("GET", "/admin/v1/accounts/" + account.id() + "/keys", ""));
      keep(client.get("/admin/v1/accounts", account.live()));
    }
    keep(client.get("/api/v1/key", ADMIN.secret()));
  }

  private Reply search(String key) {
    return keep(client.execute(key, "tavily", "search", "{\"query\":\"camel\"}"));
  }

  private void balance(String key) {
    keep(client.execute(key, "twilio", "get_balance", "{}"));
  }

  private Reply byok(String body) {
    return keep(client.post("/api/v1/byok", own.live(), body));
  }

  private Reply keep(Reply reply) {
    answers.add(reply.status() + " " + reply.headers() + " " + reply.text() + " " + reply.json());
    return reply;
  }

  private static String threads() {
    StringBuilder dump = new StringBuilder();
    Thread.getAllStackTraces()
        .forEach((thread, stack) -> dump.append(thread).append(Arrays.toString(stack)));
    return dump.toString();
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
