package org.toolroute.bench.ladder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the command line asks for; {@code src/bench/run --help} explains each. */
record Options(
    Set<Rung> rungs,
    List<Integer> connections,
    List<Integer> accounts,
    Duration duration,
    Duration warmUp,
    int repeats,
    int startUps,
    Set<Rung> profiles,
    Path gatewayJar,
    List<String> jvm,
    boolean extracted,
    String livenessPath,
    Map<String, String> gatewayEnvironment) {

  private static final String ALL_RUNGS =
      Stream.of(Rung.values()).map(Rung::id).collect(Collectors.joining(","));

  static Options parse(String[] args) {
    var values = new TreeMap<String, String>();
    var environment = new TreeMap<String, String>();
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length || !args[i].startsWith("--")) {
        throw new IllegalArgumentException("expected --option value, got " + args[i]);
      }
      String name = args[i].substring(2);
      if (name.equals("gateway-env")) {
        String[] pair = args[i + 1].split("=", 2);
        environment.put(pair[0], pair[1]);
      } else {
        values.put(name, args[i + 1]);
      }
    }
    Options options = from(values, environment);
    if (!values.isEmpty()) {
      throw new IllegalArgumentException("unknown options: " + values.keySet());
    }
    return options;
  }

  private static Options from(Map<String, String> values, Map<String, String> environment) {
    return new Options(
        rungs(take(values, "rungs", ALL_RUNGS)),
        list(take(values, "connections", "1,32"), Integer::valueOf),
        list(take(values, "accounts", "1000,1"), Integer::valueOf),
        Duration.ofSeconds(Long.parseLong(take(values, "duration", "10"))),
        Duration.ofSeconds(Long.parseLong(take(values, "warm-up", "60"))),
        Integer.parseInt(take(values, "repeats", "3")),
        Integer.parseInt(take(values, "start-ups", "5")),
        rungs(take(values, "profile", "")),
        Path.of(take(values, "gateway-jar", "none")),
        list(take(values, "jvm", "").replace(' ', ','), Function.identity()),
        Boolean.parseBoolean(take(values, "extracted", "false")),
        take(values, "liveness-path", StartUps.LIVENESS),
        environment);
  }

  boolean needsGateway() {
    return rungs.stream().anyMatch(Rung::isGateway);
  }

  /** Whether a second gateway is to run, with many tools. */
  boolean needsListing() {
    return rungs.stream().anyMatch(Rung::isListing);
  }

  /** The cells in the order of the ladder; other ways to make a call are measured widest only. */
  List<Cell> cells() {
    var cells = new ArrayList<Cell>();
    for (Rung rung : rungs) {
      for (int width : connections) {
        for (int callers : rung.hasAccounts() ? accounts : List.of(0)) {
          Cell cell = new Cell(rung, width, callers);
          if (!rung.isWidestOnly() || isWidest(cell)) {
            cells.add(cell);
          }
        }
      }
    }
    return List.copyOf(cells);
  }

  private boolean isWidest(Cell cell) {
    return cell.connections() == Collections.max(connections)
        && (cell.accounts() == 0 || cell.accounts() == Collections.max(accounts));
  }

  private static String take(Map<String, String> values, String name, String otherwise) {
    String value = values.remove(name);
    return value == null ? otherwise : value;
  }

  private static Set<Rung> rungs(String text) {
    var rungs = EnumSet.noneOf(Rung.class);
    rungs.addAll(list(text, Rung::of));
    return rungs;
  }

  private static <T> List<T> list(String text, Function<String, T> parse) {
    return Stream.of(text.split(",")).filter(part -> !part.isBlank()).map(parse).toList();
  }
}
