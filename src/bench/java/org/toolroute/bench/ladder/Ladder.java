package org.toolroute.bench.ladder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Measures the cost of a call step by step: the provider alone, a Camel route, a Camel forward, the
 * gateway's free, BYOK and credits calls, a BYOK call over each protocol, and the list of many
 * tools. Started by {@code src/bench/run}.
 */
final class Ladder {

  private final Options options;
  private final Path benchFolder;
  private final Path output;
  private final Launcher launcher;
  private final Http http = new Http();
  private final Map<Cell, List<Sample>> samples = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final Set<Cell> refused = new HashSet<>();

  private Ladder(Options options, Path benchFolder, Path output) {
    this.options = options;
    this.benchFolder = benchFolder;
    this.output = output;
    this.launcher = new Launcher(output, options);
  }

  /** Arguments: the folder of the bench sources, the output folder, then the options. */
  public static void main(String[] args) throws Exception {
    Path benchFolder = Path.of(args[0]).toAbsolutePath();
    Path output = Path.of(args[1]).toAbsolutePath();
    Options options;
    try {
      options = Options.parse(Stream.of(args).skip(2).toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage() + "; --help lists the options");
      System.exit(2);
      return;
    }
    // The ladder may be interrupted at any time; neither servers nor load may stay behind.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> ProcessHandle.current().children().forEach(ProcessHandle::destroy)));
    boolean valid = new Ladder(options, benchFolder, output).run();
    System.exit(valid ? 0 : 1);
  }

  /** Whether every figure can be used. */
  private boolean run() throws Exception {
    for (String folder : List.of("home", "home-listing", "routes-listing")) {
      deleteFolder(output.resolve(folder));
    }
    Path home = output.resolve("home");
    var environment = options.gatewayEnvironment();
    var gateway = new Gateway("gateway", launcher, options.gatewayJar(), home, environment);
    StartUps.Result startUps;
    OptionalLong listBytes;
    try (Server stub = launcher.stub().awaitOk("/bench/served")) {
      listBytes = climb(stub, gateway);
      progress("start-up, " + options.startUps() + " times each");
      var starts = new StartUps(launcher, options);
      startUps = options.needsGateway() ? starts.both(gateway, stub.port) : starts.emptyOnly();
    }
    samples.keySet().removeAll(refused);
    new Report(options, new Table(samples), startUps, listBytes, problems).write(output);
    return problems.isEmpty();
  }

  /** Returns how long the measured list of tools is. */
  private OptionalLong climb(Server stub, Gateway gateway) throws Exception {
    Path calls = benchFolder.resolve("calls");
    try (var programs = new Programs(launcher, options, http, calls, output)) {
      progress("starting the programs and making the accounts");
      programs.start(stub, gateway);
      measure(programs.targets());
      String complaint = programs.auditComplaint();
      if (!complaint.isEmpty()) {
        problems.add(complaint);
      }
      return programs.listBytes();
    }
  }

  /** All cells once, then all again: what drifts on the machine drifts for every rung alike. */
  private void measure(Map<Rung, Target> targets) throws Exception {
    var meter = new Meter(new Wrk(benchFolder), http, targets.get(Rung.STUB).server());
    List<Cell> cells = options.cells();
    for (Cell cell : cells) {
      Target target = targets.get(cell.rung());
      String complaint = target.complaint(cell, benchFolder.resolve("calls"));
      if (!complaint.isEmpty()) {
        refuse(cell, complaint);
      }
      progress("warming up " + cell.id());
      meter.load(cell, target, warmUp(cell, targets, cells));
    }
    for (int repeat = 1; repeat <= options.repeats(); repeat++) {
      for (Cell cell : cells) {
        progress("measuring " + cell.id() + ", " + repeat + " of " + options.repeats());
        Sample sample = meter.sample(cell, targets.get(cell.rung()), options.duration());
        samples.computeIfAbsent(cell, unused -> new ArrayList<>()).add(sample);
        sample.problems().forEach(problem -> refuse(cell, problem));
      }
    }
    var profiler = new Profiler(output);
    for (Cell cell : cells.stream().filter(this::isProfiled).toList()) {
      progress("profiling " + cell.id());
      Target target = targets.get(cell.rung());
      profiler.record(
          cell, target.server().pid(), () -> meter.load(cell, target, options.duration()));
    }
  }

  /** Under the widest load only: that is where a layer's share matters. */
  private boolean isProfiled(Cell cell) {
    return options.profiles().contains(cell.rung())
        && cell.rung() != Rung.STUB
        && cell.connections() == Collections.max(options.connections());
  }

  /** A line that does not measure what it says gives no figure and no verdict. */
  private void refuse(Cell cell, String problem) {
    problems.add(cell.id() + ": " + problem);
    refused.add(cell);
  }

  /** Equal for each process, however many lines it has: a colder yardstick would flatter. */
  private Duration warmUp(Cell cell, Map<Rung, Target> targets, List<Cell> cells) {
    long process = targets.get(cell.rung()).server().pid();
    long lines =
        cells.stream().filter(other -> targets.get(other.rung()).server().pid() == process).count();
    long seconds = options.warmUp().toSeconds() / lines;
    return Duration.ofSeconds(Math.max(1, seconds));
  }

  private static void progress(String text) {
    System.err.println("bench: " + text);
  }

  private static void deleteFolder(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
