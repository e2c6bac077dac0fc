package org.toolroute.gateway.ledger.postgres;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.toolroute.gateway.ledger.UsageBacklog;

/**
 * The ledger's meters, {@code toolroute.ledger.*}: without tags, and none waits for the database.
 */
record LedgerMeters(LedgerCounts counts, OpenHolds holds, UsageBacklog backlog)
    implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("toolroute.ledger.holds", holds, OpenHolds::count)
        .description("Holds of running calls, over all gateways; NaN while that is not known")
        .register(registry);
    Gauge.builder("toolroute.ledger.usage.waiting", backlog, UsageBacklog::size)
        .description("Usage rows that wait on this gateway's disk for the database")
        .register(registry);
    count("holds.expired", LedgerCounts::expiredHolds)
        .description("Holds that this gateway gave back because their time was over")
        .register(registry);
    count("captures.late", LedgerCounts::lateCaptures)
        .description("Captures whose hold was gone, resolved before, or too small")
        .register(registry);
    count("uncollected.micros", LedgerCounts::uncollectedMicros)
        .description("Micro-credits that served calls cost beyond what was taken: a loss")
        .register(registry);
    count("usage.lost", LedgerCounts::lostUsage)
        .description("Usage rows of calls without credits that neither database nor disk took")
        .register(registry);
  }

  private FunctionCounter.Builder<LedgerCounts> count(
      String name, ToDoubleFunction<LedgerCounts> value) {
    return FunctionCounter.builder("toolroute.ledger." + name, counts, value);
  }
}
