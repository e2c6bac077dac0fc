package org.toolroute.gateway.proof.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.toolroute.gateway.parts.GatewayClient;
import org.toolroute.gateway.parts.RunningGateway;
import org.toolroute.gateway.proof.Books;
import org.toolroute.gateway.proof.ChangedRoutes;
import org.toolroute.gateway.shared.ErrorCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Before every door the same call ends alike: outcome, code, receipt, result, the rows in the books
 * and the bytes that reach the provider differ in the protocol's name only.
 */
class ExecutionContractIT {
  @TempDir static Path routes;

  @AutoClose private static RunningGateway running;
  private static GatewayClient client;

  /**
   * Searches give up after two seconds; failures of one test open no breaker for the next. The
   * first call of a gateway loads classes, which may take longer on a busy machine.
   */
  @BeforeAll
  static void start() {
    running =
        RunningGateway.start(
            Map.of(
                "toolroute.routes",
                ChangedRoutes.with(routes, "tavily", "timeout: 45s", "timeout: 2s").toString(),
                "toolroute.breaker.window",
                "1000",
                "toolroute.breaker.minimum-calls",
                "1000",
                "toolroute.limits.requests-per-minute",
                String.valueOf(Situation.Limit.CALLS)));
    client = running.client();
    client.shareKey("tavily", "tvly-shared-0123456789abcdef");
    play(Situation.OWN_KEY, Door.all(client).getFirst());
  }

  @AfterEach
  void theBooksAreRight() {
    Books books = new Books(client);
    assertThat(books.audit().path("mismatches")).isEmpty();
    assertThat(books.openHolds()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void endsAlikeBeforeEveryDoor(Situation situation) {
    // Given
    List<Door> doors = Door.allFaces(client);
    // When
    List<ObjectNode> seen = doors.stream().map(door -> play(situation, door)).toList();
    // Then
    ObjectNode rest = seen.getFirst();
    assertThat(rest.at("/error/code").asString("")).isEqualTo(situation.code());
    assertThat(rest.path("result").isMissingNode()).isEqualTo(!situation.code().isEmpty());
    assertThat(rest.path("billing").toString()).isEqualTo(situation.billing());
    assertThat(rest.path("balance").asString()).isEqualTo(situation.balance());
    assertThat(rest.path("upstream").size()).isEqualTo(situation.upstream());
    isOnTheBill(rest);
    for (int door = 1; door < seen.size(); door++) {
      assertThat(seen.get(door).toPrettyString())
          .as(doors.get(door).name())
          .isEqualTo(rest.toPrettyString());
    }
  }

  @Test
  void aKeyThatIsNoneIsToldSoAlikeAndBy401() {
    // When
    List<Outcome> outcomes =
        Door.allFaces(client).stream()
            .map(door -> door.call("tr_live_" + "0".repeat(40), Call.FREE))
            .toList();
    // Then
    assertThat(outcomes.stream().map(Outcome::error).distinct()).hasSize(1);
    assertThat(outcomes.getFirst().code()).isEqualTo("invalid_api_key");
    assertThat(outcomes)
        .extracting(Outcome::reply)
        .allSatisfy(reply -> {
          assertThat(reply.status()).isEqualTo(401);
          assertThat(reply.headers().get("www-authenticate"))
              .startsWith("Bearer realm=\"toolroute\"");
        });
  }

  /** What the receipt says; a call that could not be paid for, or was none, is not on it. */
  private static void isOnTheBill(ObjectNode seen) {
    String code = seen.at("/error/code").asString("");
    boolean billed =
        !seen.at("/billing/mode").isNull()
            && !code.equals(ErrorCode.INSUFFICIENT_CREDITS.wireName());
    List<JsonNode> rows = seen.path("usage").valueStream().toList();
    assertThat(rows)
        .allMatch(row -> row.path("is_of_this_door").booleanValue())
        .allMatch(row -> row.path("is_of_this_key").booleanValue());
    assertThat(rows.stream().filter(row -> row.path("is_this_call").booleanValue()))
        .hasSize(billed ? 1 : 0)
        .allSatisfy(row -> {
          assertThat(row.path("mode")).isEqualTo(seen.at("/billing/mode"));
          assertThat(row.path("credits_charged")).isEqualTo(seen.at("/billing/credits_charged"));
          assertThat(row.path("error").asString("")).isEqualTo(code);
        });
  }

  private static ObjectNode play(Situation situation, Door door) {
    return situation.before(new Scene(running, door)).play(situation.call());
  }
}
