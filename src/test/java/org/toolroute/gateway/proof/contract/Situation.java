package org.toolroute.gateway.proof.contract;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.toolroute.gateway.parts.ProviderStub.Answer;

/** What a call may meet, and what must become of it before every door. */
enum Situation {
  CREDITS(Call.SEARCH, paying(), "", Bill.PAID, "0.992", 1),
  OWN_KEY(Call.SEARCH, owning("1"), "", Bill.OWN, "1", 1),
  OWN_KEY_WITHOUT_CREDITS(Call.SEARCH, Scene::ownKey, "", Bill.OWN, "0", 1),
  OWN_KEY_REJECTED(Call.SEARCH, failing(owning("1"), 401), "byok_key_rejected", Bill.OWN, "1", 1),
  OWN_KEY_WITHOUT_PERMISSION(
      Call.SEARCH, failing(owning("1"), 403), "provider_permission_denied", Bill.OWN, "1", 1),
  OWN_KEY_AND_A_FAILING_PROVIDER(
      Call.SEARCH, failing(owning("1"), 500), "provider_error", Bill.OWN, "1", 1),
  OWN_KEY_AND_A_SILENT_PROVIDER(
      Call.SEARCH,
      scene -> scene.credits("1").ownKey().silentProvider(),
      "provider_timeout",
      Bill.OWN,
      "1",
      1),
  SHARED_KEY_REJECTED(
      Call.SEARCH, failing(paying(), 401), "shared_key_rejected", Bill.RELEASED, "1", 1),
  OWN_KEY_REQUIRED(new Call("tavily", "usage", "{}"), paying(), "byok_required", Bill.NONE, "1", 0),
  FREE(Call.FREE, UnaryOperator.identity(), "", Bill.FREE, "0", 1),
  INSUFFICIENT_CREDITS(
      Call.SEARCH, UnaryOperator.identity(), "insufficient_credits", Bill.RELEASED, "0", 0),
  KEY_BUDGET_SPENT(
      Call.SEARCH,
      scene ->
          scene
              .credits("1")
              .key("\"budget\":{\"amount\":0.01,\"period\":\"total\"}")
              .after(Call.SEARCH),
      "insufficient_credits",
      Bill.RELEASED,
      "0.992",
      1),
  UNKNOWN_TOOL(new Call("nobody", "nothing", "{}"), paying(), "unknown_tool", Bill.NONE, "1", 0),
  UNKNOWN_OPERATION(
      new Call("tavily", "serach", "{}"), paying(), "unknown_operation", Bill.NONE, "1", 0),
  BAD_INPUT(
      Call.SEARCH.with("{\"query\":1,\"max\":2}"), paying(), "invalid_request", Bill.NONE, "1", 0),
  PROVIDER_REFUSES_INPUT(
      Call.SEARCH, failing(paying(), 400), "provider_rejected_input", Bill.RELEASED, "1", 1),
  PROVIDER_IS_BUSY(
      Call.SEARCH, failing(paying(), 429), "provider_rate_limited", Bill.RELEASED, "1", 1),
  PROVIDER_FAILS(Call.SEARCH, failing(paying(), 500), "provider_error", Bill.RELEASED, "1", 1),
  PROVIDER_ANSWERS_A_PAGE(
      Call.SEARCH,
      scene -> scene.credits("1").provider(page()),
      "provider_error",
      Bill.RELEASED,
      "1",
      1),
  PROVIDER_IS_SILENT(
      Call.SEARCH,
      scene -> scene.credits("1").silentProvider(),
      "provider_timeout",
      Bill.RELEASED,
      "1",
      1),
  NOT_ALLOWED(
      Call.SEARCH,
      scene -> scene.credits("1").ownKey().key("\"allowed_tools\":[\"context7\"]"),
      "tool_not_allowed",
      Bill.NONE,
      "1",
      0),
  FROZEN(Call.SEARCH, scene -> scene.credits("1").frozen(), "account_frozen", Bill.NONE, "1", 0),
  RATE_LIMITED(Call.FREE, Situation::upToTheLimit, "rate_limited", Bill.NONE, "0", Limit.CALLS),
  DUPLICATE(
      Call.SEARCH.once("order-1"),
      scene -> scene.credits("1").after(Call.SEARCH.once("order-1")),
      "",
      Bill.PAID,
      "0.992",
      1),
  DUPLICATE_WITH_MEMBERS_IN_ANOTHER_ORDER(
      Call.SEARCH.with("{\"search_depth\":\"basic\",\"query\":\"camel\"}").once("order-1"),
      scene -> scene.credits("1").after(Call.SEARCH.once("order-1")),
      "",
      Bill.PAID,
      "0.992",
      1),
  DUPLICATE_OF_A_FAILURE(
      Call.SEARCH.once("order-1"),
      scene ->
          scene
              .credits("1")
              .provider(answer(500))
              .after(Call.SEARCH.once("order-1"))
              .provider(Scene.FOUND),
      "provider_error",
      Bill.RELEASED,
      "1",
      1),
  REPEATED_AFTER_A_REFUSAL(
      Call.SEARCH.once("order-1"),
      scene -> scene.after(Call.SEARCH.once("order-1")).credits("1"),
      "",
      Bill.PAID,
      "0.992",
      1),
  ANOTHER_CALL_UNDER_THE_SAME_NAME(
      Call.SEARCH.with("{\"query\":\"llama\"}").once("order-1"),
      scene -> scene.credits("1").after(Call.SEARCH.once("order-1")),
      "idempotency_mismatch",
      Bill.NONE,
      "0.992",
      1);

  private final Call call;
  private final UnaryOperator<Scene> before;
  private final String code;
  private final String billing;
  private final String balance;
  private final int upstream;

  /**
   * @param code empty when the call is served
   * @param upstream requests that reach the provider, earlier ones included
   */
  Situation(
      Call call,
      UnaryOperator<Scene> before,
      String code,
      String billing,
      String balance,
      int upstream) {
    this.call = call;
    this.before = before;
    this.code = code;
    this.billing = billing;
    this.balance = balance;
    this.upstream = upstream;
  }

  Call call() {
    return call;
  }

  Scene before(Scene scene) {
    return before.apply(scene.provider(Scene.FOUND));
  }

  String code() {
    return code;
  }

  String billing() {
    return billing;
  }

  String balance() {
    return balance;
  }

  int upstream() {
    return upstream;
  }

  private static UnaryOperator<Scene> paying() {
    return scene -> scene.credits("1");
  }

  private static UnaryOperator<Scene> owning(String credits) {
    return scene -> scene.credits(credits).ownKey();
  }

  private static UnaryOperator<Scene> failing(UnaryOperator<Scene> before, int status) {
    return scene -> before.apply(scene).provider(answer(status));
  }

  private static Scene upToTheLimit(Scene scene) {
    Scene limited = scene;
    for (int call = 0; call < Limit.CALLS; call++) {
      limited = limited.after(Call.FREE);
    }
    return limited;
  }

  private static Answer answer(int status) {
    return Answer.json(status, "{\"detail\":{\"error\":\"no\"}}");
  }

  private static Answer page() {
    return new Answer(
        200,
        Map.of("Content-Type", "text/html"),
        "<html>moved</html>".getBytes(StandardCharsets.UTF_8));
  }

  /** What one key may call in a minute. */
  static final class Limit {
    static final int CALLS = 8;

    private Limit() {}
  }

  /** Receipts. */
  private static final class Bill {
    static final String PAID =
        "{\"mode\":\"credits\",\"credits_charged\":0.008,\"provider\":\"tavily\"}";
    static final String RELEASED =
        "{\"mode\":\"credits\",\"credits_charged\":0,\"provider\":\"tavily\"}";
    static final String OWN = "{\"mode\":\"byok\",\"credits_charged\":0,\"provider\":\"tavily\"}";
    static final String FREE =
        "{\"mode\":\"free\",\"credits_charged\":0,\"provider\":\"context7\"}";
    static final String NONE = "{\"mode\":null,\"credits_charged\":0,\"provider\":null}";

    private Bill() {}
  }
}
