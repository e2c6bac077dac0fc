package org.toolroute.bench.ladder;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Measures one cell: loads it with wrk and reads CPU and memory before and after. */
final class Meter {

  /** Opens the connections and wakes what idled since the cell's last turn; not measured. */
  private static final Duration LEAD_IN = Duration.ofSeconds(1);

  private final Wrk wrk;
  private final Http http;
  private final Server stub;

  Meter(Wrk wrk, Http http, Server stub) {
    this.wrk = wrk;
    this.http = http;
    this.stub = stub;
  }

  /** Calls the target as the cell says, all the time. */
  Wrk.Result load(Cell cell, Target target, Duration duration)
      throws IOException, InterruptedException {
    return wrk.run(
        cell.rung(), target.server().port, cell.connections(), duration, target.keys(cell));
  }

  /** Takes one sample. */
  Sample sample(Cell cell, Target callee, Duration duration)
      throws IOException, InterruptedException {
    Server target = callee.server();
    OptionalLong database = callee.database();
    load(cell, callee, LEAD_IN);
    long servedBefore = served();
    Reading before = read(target, database);
    Wrk.Result load = load(cell, callee, duration);
    Reading used = read(target, database).minus(before);
    long served = served() - servedBefore;
    double requests = Math.max(1, load.requests());
    boolean isStub = target == stub;
    return new Sample(
        load.requests() * 1e6 / load.micros(),
        load.p50(),
        load.p99(),
        used.target / requests,
        used.database / requests,
        used.stub / requests,
        used.loadTool / requests,
        ProcFs.resident(target.pid()),
        database.isPresent() ? ProcFs.treeResident(database.getAsLong()) : 0,
        used.foreign(isStub) / (double) used.machine.totalMicros(),
        problems(cell, load, served));
  }

  private static List<String> problems(Cell cell, Wrk.Result load, long served) {
    var problems = new ArrayList<String>();
    if (load.requests() == 0) {
      problems.add("no request was answered");
    }
    if (load.not2xx() > 0) {
      problems.add(load.not2xx() + " of " + load.requests() + " answers were errors");
    }
    if (load.socketErrors() + load.timeouts() > 0) {
      problems.add(load.socketErrors() + " socket errors, " + load.timeouts() + " timeouts");
    }
    // Requests that are under way when wrk stops are served, but not counted.
    long uncounted = served - load.requests();
    if (cell.rung().callsProvider() && (uncounted < 0 || uncounted > 2L * cell.connections())) {
      problems.add("the provider served " + served + " calls for " + load.requests());
    }
    return problems;
  }

  private long served() throws IOException, InterruptedException {
    return Long.parseLong(http.send("GET", stub.port, "/bench/served", "", "").body());
  }

  private Reading read(Server target, OptionalLong database) {
    long self = ProcessHandle.current().pid();
    return new Reading(
        ProcFs.cpuMicros(target.pid()),
        database.isPresent() ? ProcFs.treeCpuMicros(database.getAsLong()) : 0,
        ProcFs.cpuMicros(stub.pid()),
        ProcFs.reapedCpuMicros(self),
        ProcFs.cpuMicros(self),
        ProcFs.machine());
  }

  /** CPU time in microseconds since each process began. */
  private record Reading(
      long target, long database, long stub, long loadTool, long self, ProcFs.Machine machine) {

    Reading minus(Reading earlier) {
      return new Reading(
          target - earlier.target,
          database - earlier.database,
          stub - earlier.stub,
          loadTool - earlier.loadTool,
          self - earlier.self,
          new ProcFs.Machine(
              machine.busyMicros() - earlier.machine.busyMicros(),
              machine.totalMicros() - earlier.machine.totalMicros()));
    }

    long foreign(boolean targetIsStub) {
      long ours = (targetIsStub ? 0 : target) + database + stub + loadTool + self;
      return Math.max(0, machine.busyMicros() - ours);
    }
  }
}
