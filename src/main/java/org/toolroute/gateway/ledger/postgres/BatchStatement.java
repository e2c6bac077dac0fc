package org.toolroute.gateway.ledger.postgres;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.dao.DataIntegrityViolationException;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.shared.GatewayException;

/**
 * Runs a statement for the calls of many callers. What it does not do, each caller tries alone: the
 * trouble of one must not become that of the others.
 */
record BatchStatement<Q>(Function<Q, BilledCall> call, Function<List<Q>, Set<UUID>> statement) {

  /**
   * For each request whether it was done; the statement gets no more than one for each call.
   *
   * @throws OutOfReachException when the database is away, for all of them
   */
  @SuppressWarnings("ReferenceEquality") // two requests for one call may be equal
  List<Boolean> run(List<Q> requests) {
    Map<UUID, Q> firsts = new LinkedHashMap<>();
    requests.forEach(request -> firsts.putIfAbsent(id(request), request));
    Set<UUID> done = done(List.copyOf(firsts.values()));
    return requests.stream()
        .map(request -> firsts.get(id(request)) == request && done.contains(id(request)))
        .toList();
  }

  private Set<UUID> done(List<Q> requests) {
    try {
      return statement.apply(requests);
    } catch (OutOfReachException e) {
      throw e;
    } catch (DataIntegrityViolationException | GatewayException e) {
      return Set.of(); // nothing was done: a refused value, a lock that did not come free
    }
  }

  private UUID id(Q request) {
    return call.apply(request).id().value();
  }
}
