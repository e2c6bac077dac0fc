package org.toolroute.bench.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** What the gateway is to reach, and whether a run reached it. */
final class Goals {

  private static final double BYOK_CPU = 2.5;
  private static final double CREDITS_CPU = 3.5;
  private static final double HOT_THROUGHPUT = 0.3;
  private static final double RESIDENT_MEGABYTES = 450;
  private static final double START_UP = 1.6;
  private static final double PROTOCOL_CPU = 1.15;
  private static final double A2A_CPU = 1.3;
  private static final double LIST_CPU = 1.5;

  private final Table table;
  private final StartUps.Result startUps;
  private final List<Goal> goals = new ArrayList<>();

  private Goals(Table table, StartUps.Result startUps) {
    this.table = table;
    this.startUps = startUps;
  }

  /** One line of the verdict; for an upper bound the value must not exceed it. */
  record Goal(String what, double value, double bound, boolean upper) {

    boolean isMet() {
      return upper ? value <= bound : value >= bound;
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "| %s | %s %.2f | %.2f | %s |",
          what,
          upper ? "≤" : "≥",
          bound,
          value,
          isMet() ? "met" : "**missed**");
    }
  }

  /** The goals that this run measured. */
  static List<Goal> of(Table table, StartUps.Result startUps) {
    var goals = new Goals(table, startUps);
    goals.cpu();
    goals.protocols();
    goals.list();
    goals.hotAccount();
    goals.memory();
    goals.startUp();
    return List.copyOf(goals.goals);
  }

  private void cpu() {
    for (Cell cell : table.samples().keySet()) {
      OptionalDouble ratio = table.cpuToForward(cell);
      if (cell.rung() == Rung.BYOK) {
        add("CPU of " + cell.id() + " to forward", ratio, BYOK_CPU, true);
      } else if (cell.rung() == Rung.CREDITS) {
        add("CPU of " + cell.id() + " to forward", ratio, CREDITS_CPU, true);
      }
    }
  }

  private void protocols() {
    protocol(Rung.MCP, Rung.BYOK, PROTOCOL_CPU);
    protocol(Rung.FUNCTIONS, Rung.BYOK, PROTOCOL_CPU);
    protocol(Rung.A2A, Rung.ONCE, A2A_CPU);
  }

  private void protocol(Rung rung, Rung rest, double bound) {
    for (Cell cell : table.samples().keySet()) {
      if (cell.rung() == rung) {
        Cell same = new Cell(rest, cell.connections(), cell.accounts());
        OptionalDouble ratio = table.ratio(cell, same, Sample::cpu);
        add("CPU of " + cell.id() + " to " + same.id(), ratio, bound, true);
      }
    }
  }

  private void list() {
    for (Cell cell : table.samples().keySet()) {
      if (cell.rung() == Rung.LIST) {
        String what = "CPU of " + cell.id() + " less its bytes, to health";
        add(what, table.listToHealth(cell), LIST_CPU, true);
      }
    }
  }

  private void hotAccount() {
    for (Cell hot : table.samples().keySet()) {
      if (hot.rung().isGateway() && hot.accounts() == 1 && hot.connections() > 1) {
        Cell many = new Cell(hot.rung(), hot.connections(), 1000);
        OptionalDouble ratio = table.ratio(hot, many, Sample::requestsPerSecond);
        add("throughput of " + hot.id() + " to 1,000 accounts", ratio, HOT_THROUGHPUT, false);
      }
    }
  }

  private void memory() {
    table.samples().keySet().stream()
        .filter(cell -> cell.rung().isGateway() && cell.connections() == 32)
        .mapToDouble(cell -> table.median(cell, Sample::resident) / (1024 * 1024))
        .max()
        .ifPresent(most ->
            add(
                "resident MB of the gateway at 32 connections, highest rung",
                OptionalDouble.of(most),
                RESIDENT_MEGABYTES,
                true));
  }

  private void startUp() {
    startUp("start-up by the launcher", startUps.shipped());
    startUp("start-up of the jar alone", startUps.gateway());
  }

  private void startUp(String what, List<StartUps.Times> starts) {
    add(what + " to liveness 200", ratioOf(starts, StartUps.Times::liveness), START_UP, true);
    add(what + " to a real path's 200", ratioOf(starts, StartUps.Times::path), START_UP, true);
  }

  private OptionalDouble ratioOf(
      List<StartUps.Times> starts, ToDoubleFunction<StartUps.Times> value) {
    if (starts.isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        Table.median(starts.stream().mapToDouble(value).toArray())
            / Table.median(startUps.empty().stream().mapToDouble(value).toArray()));
  }

  private void add(String what, OptionalDouble value, double bound, boolean upper) {
    value.ifPresent(measured -> goals.add(new Goal(what, measured, bound, upper)));
  }
}
