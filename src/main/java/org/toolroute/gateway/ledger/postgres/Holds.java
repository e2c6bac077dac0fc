package org.toolroute.gateway.ledger.postgres;

import static org.toolroute.gateway.ledger.HoldOutcome.LimitSource.ACCOUNT_LIMIT;
import static org.toolroute.gateway.ledger.HoldOutcome.LimitSource.CREDITS;
import static org.toolroute.gateway.ledger.HoldOutcome.LimitSource.KEY_BUDGET;
import static org.toolroute.gateway.ledger.postgres.CallParameters.factsOf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.HoldOutcome;
import org.toolroute.gateway.ledger.HoldOutcome.Held;
import org.toolroute.gateway.ledger.HoldOutcome.LimitSource;
import org.toolroute.gateway.ledger.HoldOutcome.Refused;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.shared.Credits;

/** Sets credits aside. */
final class Holds {
  private static final SqlStatement HOLD = SqlStatement.read("hold");
  private static final String STATE = SqlFile.read("hold_state");
  private static final String BUDGET_LEFT = SqlFile.read("budget_left");

  /** How often a refusal is tried again when meanwhile there is enough. */
  private static final int ATTEMPTS_MAX = 3;

  private final LedgerDatabase database;
  private final String node;
  private final BatchStatement<HoldRequest> batch;
  private final NaturalBatches<Lane, HoldRequest, Optional<HoldOutcome>> lanes;

  Holds(LedgerDatabase database, String node, Duration maxWait) {
    this.database = database;
    this.node = node;
    this.batch =
        new BatchStatement<>(
            HoldRequest::call, requests -> database.run(new HoldBatch(requests, node)::run));
    this.lanes = Lane.batches(this::attempt, maxWait);
  }

  HoldOutcome hold(HoldRequest request) {
    if (request.amount().isZero()) {
      return new Held(Credits.ZERO);
    }
    if (request.amount().compareTo(Credits.MOVEMENT_MAX) > 0) {
      return explain(request, CREDITS); // no sum of amounts that pass can overflow
    }
    HoldOutcome outcome =
        lanes.submit(Lane.of(request.call()), request).orElseGet(() -> attempt(request));
    for (int attempt = 1; attempt < ATTEMPTS_MAX && wouldFitNow(outcome); attempt++) {
      outcome = attempt(request);
    }
    return outcome;
  }

  /** What became of each; empty for one that is left to its caller. */
  List<Optional<HoldOutcome>> attempt(Lane lane, List<HoldRequest> requests) {
    if (requests.size() == 1) {
      return List.of(Optional.of(attempt(requests.getFirst())));
    }
    List<Boolean> held = batch.run(requests);
    return IntStream.range(0, requests.size())
        .mapToObj(i ->
            held.get(i)
                ? Optional.<HoldOutcome>of(new Held(requests.get(i).amount()))
                : Optional.<HoldOutcome>empty())
        .toList();
  }

  private HoldOutcome attempt(HoldRequest request) {
    try {
      return insert(request) ? new Held(request.amount()) : explain(request, CREDITS);
    } catch (DataIntegrityViolationException e) {
      return switch (SqlFailure.of(e).constraint()) {
        case "ledger_hold_pkey" -> explain(request, CREDITS);
        case "ledger_budget_use_account" -> explain(request, ACCOUNT_LIMIT);
        case "ledger_budget_use_key" -> explain(request, KEY_BUDGET);
        default -> throw e;
      };
    }
  }

  private boolean insert(HoldRequest request) {
    MapSqlParameterSource hold =
        factsOf(request.call())
            .addValue("amount", request.amount().micros())
            .addValue("priceVersion", request.priceVersion())
            .addValue("node", node)
            .addValue("timeToLiveMillis", request.timeToLive().toMillis());
    return database.run(
        jdbc -> HOLD.with(jdbc, hold).query((row, number) -> true).optional().isPresent());
  }

  /** Nothing was held now: because it was before, or because of {@code limit}. */
  private HoldOutcome explain(HoldRequest request, LimitSource limit) {
    State state = state(request.call());
    return state
        .known(request.amount())
        .<HoldOutcome>map(Held::new)
        .orElseGet(() ->
            new Refused(
                request.amount(),
                switch (limit) {
                  case CREDITS -> new Credits(state.available());
                  case KEY_BUDGET -> budgetLeft(request, request.call().key().value());
                  case ACCOUNT_LIMIT -> budgetLeft(request, request.call().account().value());
                },
                limit));
  }

  private State state(BilledCall call) {
    return database.run(jdbc ->
        jdbc.sql(STATE)
            .paramSource(factsOf(call))
            .query((row, number) ->
                new State(
                    row.getObject("open_micros", Long.class),
                    row.getObject("resolved_micros", Long.class),
                    row.getLong("available_micros")))
            .single());
  }

  private Credits budgetLeft(HoldRequest request, UUID subject) {
    return database.run(jdbc ->
        jdbc.sql(BUDGET_LEFT)
            .param("account", request.call().account().value())
            .param("environment", request.call().environment().wireName())
            .param("subject", subject)
            .query(Long.class)
            .optional()
            .map(Credits::new)
            .orElse(Credits.ZERO));
  }

  private static boolean wouldFitNow(HoldOutcome outcome) {
    return outcome instanceof Refused refused
        && refused.available().compareTo(refused.needed()) >= 0;
  }

  /** What is there instead of a new hold: an open one, a resolved one, or neither. */
  private record State(@Nullable Long open, @Nullable Long resolved, long available) {

    /** What was held under the call's id; of a hold that was lost, what is asked for again. */
    Optional<Credits> known(Credits asked) {
      Optional<Long> held = Optional.ofNullable(open == null ? resolved : open);
      return held.map(micros -> micros == 0 ? asked : new Credits(micros));
    }
  }
}
