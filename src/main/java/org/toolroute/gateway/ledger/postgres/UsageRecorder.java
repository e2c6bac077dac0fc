package org.toolroute.gateway.ledger.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.UsageBacklog;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.GatewayException;

/**
 * Writes the usage rows of calls that cost no credits. Such a call was served already and goes on
 * being served while the ledger is away, so a row that the database does not take goes to disk; and
 * while rows wait there, new ones queue up behind them without asking the database first.
 */
final class UsageRecorder implements UsageBacklog {
  private static final Logger LOG = LoggerFactory.getLogger(UsageRecorder.class);

  /** Lines that share one flush of the disk. */
  private static final int FLUSH_MAX = 1000;

  /** Rows that share one statement. */
  private static final int BATCH_MAX = 200;

  /** So that rows wait for a slow statement, but not all of them for one. */
  private static final int LANES = 2;

  private final LedgerDatabase database;
  private final UsageSpool spool;
  private final InstantSource clock;
  private final LedgerCounts counts;
  private final NaturalBatches<Integer, UsageInsert, Boolean> inserts;
  private final NaturalBatches<UsageSpool, String, Boolean> flushes;
  private final ReentrantLock writing = new ReentrantLock();

  UsageRecorder(
      LedgerDatabase database,
      UsageSpool spool,
      InstantSource clock,
      Duration maxWait,
      LedgerCounts counts) {
    this.database = database;
    this.spool = spool;
    this.clock = clock;
    this.counts = counts;
    this.inserts = new NaturalBatches<>((lane, rows) -> insert(rows), BATCH_MAX, maxWait);
    this.flushes = new NaturalBatches<>(UsageRecorder::flush, FLUSH_MAX, maxWait);
  }

  /** Keeps the row, in the database or on disk. When neither takes it, an operator is told. */
  void record(BilledCall call, BillingMode mode, UsageDetail usage) {
    if (!wrote(call, mode, usage)
        && !spooled(UsageLine.of(call, mode, usage, clock.instant()).toJson())) {
      counts.usageWasLost();
      LOG.atError().addKeyValue("callId", call.id()).log("usage row lost: spool full or broken");
    }
  }

  @Override
  public int writeOnce() {
    if (spool.size() == 0 || !writing.tryLock()) {
      return 0;
    }
    int written = 0;
    try {
      for (Path file : spool.roll()) {
        List<String> lines = UsageSpool.read(file);
        for (int from = 0; from < lines.size(); from += BATCH_MAX) {
          write(parse(lines.subList(from, Math.min(lines.size(), from + BATCH_MAX))));
        }
        spool.remove(file);
        written += lines.size();
      }
    } catch (GatewayException e) {
      LOG.atDebug().log("usage rows go on waiting"); // why was logged where it happened
    } catch (IOException e) {
      LOG.atError().setCause(e).log("usage spool cannot be read");
    } finally {
      writing.unlock();
    }
    return written;
  }

  @Override
  public long size() {
    return spool.size();
  }

  private boolean wrote(BilledCall call, BillingMode mode, UsageDetail usage) {
    if (spool.size() > 0) {
      return false;
    }
    try {
      int lane = Math.floorMod(call.account().hashCode(), LANES);
      return inserts.submit(lane, UsageInsert.recorded(call, mode, usage, Optional.empty()));
    } catch (GatewayException e) {
      return false; // its turn did not come in time
    }
  }

  /** For each row whether it is dealt with; otherwise it is for the disk. */
  private List<Boolean> insert(List<UsageInsert> rows) {
    boolean done = false;
    if (spool.size() == 0) { // else they line up behind those who failed meanwhile
      try {
        write(rows);
        done = true;
      } catch (GatewayException e) {
        LOG.atDebug().log("usage rows go to disk"); // why was logged where it happened
      }
    }
    return Collections.nCopies(rows.size(), done);
  }

  private boolean spooled(String line) {
    try {
      return flushes.submit(spool, line);
    } catch (GatewayException e) {
      return false;
    }
  }

  private static List<Boolean> flush(UsageSpool spool, List<String> lines) {
    boolean appended;
    try {
      appended = spool.append(lines);
    } catch (IOException e) {
      LOG.atError().setCause(e).log("usage spool cannot be written");
      appended = false;
    }
    return Collections.nCopies(lines.size(), appended);
  }

  /**
   * Writes rows in one statement; where one of them is refused, each on its own.
   *
   * @throws GatewayException when the database cannot answer; any of them may be written then, and
   *     writing them again is safe
   */
  private void write(List<UsageInsert> rows) {
    try {
      database.run(new UsageBatch(rows)::run);
    } catch (DataIntegrityViolationException e) {
      rows.forEach(this::writeAlone);
    }
  }

  private void writeAlone(UsageInsert row) {
    try {
      database.run(row::run);
    } catch (DataIntegrityViolationException e) {
      counts.usageWasLost();
      LOG.atError().addKeyValue("callId", row.call().id()).log("usage row lost: refused");
    }
  }

  private static List<UsageInsert> parse(List<String> lines) {
    return lines.stream().flatMap(line -> parse(line).stream()).toList();
  }

  private static Optional<UsageInsert> parse(String line) {
    try {
      return Optional.of(UsageLine.parse(line).toInsert());
    } catch (RuntimeException e) {
      LOG.atWarn().log("torn usage line dropped: it was never confirmed");
      return Optional.empty();
    }
  }
}
