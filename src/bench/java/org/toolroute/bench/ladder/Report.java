package org.toolroute.bench.ladder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A run as a Markdown page for readers, and as JSON with every sample for comparing runs. */
final class Report {

  private static final double MEGABYTE = 1024 * 1024;

  /** Above this share of the machine's time, others disturbed the measurement. */
  private static final double NOISY = 0.1;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Options options;
  private final Table table;
  private final StartUps.Result startUps;
  private final OptionalLong listBytes;
  private final List<String> problems;
  private final StringBuilder page = new StringBuilder();

  /**
   * @param listBytes how long the measured list of tools is
   */
  Report(
      Options options,
      Table table,
      StartUps.Result startUps,
      OptionalLong listBytes,
      List<String> problems) {
    this.options = options;
    this.table = table;
    this.startUps = startUps;
    this.listBytes = listBytes;
    this.problems = problems;
  }

  void write(Path folder) throws IOException {
    problems.forEach(problem -> line("**INVALID** %s", problem));
    line("");
    rows();
    startUpRows();
    goalRows();
    line(
        "%s, JDK %s, %d cores, %s; %d x %d s per line, medians; JVM settings: %s; packaging: %s.",
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        options.repeats(),
        options.duration().toSeconds(),
        options.jvm().isEmpty() ? "none" : String.join(" ", options.jvm()),
        options.extracted() ? "extracted" : "fat jar");
    System.out.println(page);
    String name =
        "ladder-" + Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
    Files.writeString(folder.resolve(name + ".md"), page);
    Files.writeString(folder.resolve(name + ".json"), JSON.writeValueAsString(json()) + "\n");
  }

  private void rows() {
    line(
        "| rung | connections | accounts | req/s | p50 µs | p99 µs | CPU µs/req | spread | x forward |"
            + " database CPU µs/req | resident MB | database MB | foreign CPU |");
    line("| --- |" + " ---: |".repeat(12));
    for (Cell cell : table.samples().keySet()) {
      double foreign = median(cell, Sample::foreign);
      line(
          "| %s | %d | %s | %.0f | %.0f | %.0f | %.0f | %.0f %% | %s | %.0f | %.0f | %.0f | %.0f %%%s |",
          cell.rung().title,
          cell.connections(),
          cell.rung().hasAccounts() ? cell.accounts() : "",
          median(cell, Sample::requestsPerSecond),
          median(cell, Sample::p50Micros),
          median(cell, Sample::p99Micros),
          median(cell, Sample::cpu),
          table.spread(cell, Sample::cpu) * 100,
          text(table.cpuToForward(cell)),
          median(cell, Sample::databaseCpu),
          median(cell, Sample::resident) / MEGABYTE,
          median(cell, Sample::databaseResident) / MEGABYTE,
          foreign * 100,
          foreign > NOISY ? " **noisy**" : "");
    }
    line("");
    listBytes.ifPresent(
        bytes -> line("The list holds %d tools in %d bytes.%n", Catalogue.TOOLS, bytes));
  }

  private void startUpRows() {
    if (startUps.empty().isEmpty()) {
      return;
    }
    line("| start-up, ms from exec | liveness 200 | real path 200 | fastest to slowest |");
    line("| --- | ---: | ---: | ---: |");
    startUpRow("empty Spring Boot + Camel application", startUps.empty());
    if (!startUps.gateway().isEmpty()) {
      startUpRow("gateway, initialised database", startUps.gateway());
    }
    if (!startUps.shipped().isEmpty()) {
      startUpRow("gateway by its launcher, initialised database", startUps.shipped());
    }
    line("");
  }

  private void startUpRow(String name, List<StartUps.Times> times) {
    double[] path = times.stream().mapToDouble(StartUps.Times::path).sorted().toArray();
    line(
        "| %s | %.0f | %.0f | %.0f to %.0f |",
        name,
        Table.median(times.stream().mapToDouble(StartUps.Times::liveness).toArray()),
        Table.median(path),
        path[0],
        path[path.length - 1]);
  }

  private void goalRows() {
    List<Goals.Goal> goals = Goals.of(table, startUps);
    if (goals.isEmpty()) {
      return;
    }
    line("| goal | bound | measured | |");
    line("| --- | ---: | ---: | --- |");
    goals.forEach(goal -> page.append(goal.line()).append('\n'));
    line("");
  }

  private ObjectNode json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("at", Instant.now().toString());
    root.put("jdk", Runtime.version().toString());
    root.put("cores", Runtime.getRuntime().availableProcessors());
    root.put("seconds", options.duration().toSeconds());
    root.put("jvm", String.join(" ", options.jvm()));
    root.put("extracted", options.extracted());
    listBytes.ifPresent(bytes -> root.put("listBytes", bytes));
    root.set("problems", JSON.valueToTree(problems));
    ObjectNode cells = root.putObject("samples");
    for (Map.Entry<Cell, List<Sample>> entry : table.samples().entrySet()) {
      cells.set(entry.getKey().id(), JSON.valueToTree(entry.getValue()));
    }
    root.set("startUps", JSON.valueToTree(startUps));
    root.set("goals", JSON.valueToTree(Goals.of(table, startUps)));
    return root;
  }

  private double median(Cell cell, ToDoubleFunction<Sample> value) {
    return table.median(cell, value);
  }

  private static String text(OptionalDouble ratio) {
    return ratio.isEmpty() ? "" : String.format(Locale.ROOT, "%.2f", ratio.getAsDouble());
  }

  private void line(String format, Object... values) {
    String text = values.length == 0 ? format : String.format(Locale.ROOT, format, values);
    page.append(text).append('\n');
  }
}
