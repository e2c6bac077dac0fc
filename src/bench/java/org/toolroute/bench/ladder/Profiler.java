package org.toolroute.bench.ladder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says where a process spends its time under load: Flight Recorder, summarised as text. */
final class Profiler {

  /** What the JDK's own tool makes of a recording. */
  private static final List<String> VIEWS =
      List.of(
          "cpu-time-hot-methods",
          "hot-methods",
          "allocation-by-class",
          "allocation-by-site",
          "contention-by-site",
          "pinned-threads",
          "gc",
          "gc-pauses");

  private final Path output;
  private final Path tools = Path.of(System.getProperty("java.home"), "bin");

  Profiler(Path output) {
    this.output = output;
  }

  /** Records one process while it is loaded and writes {@code profile-<cell>.txt}. */
  void record(Cell cell, long pid, Load load) throws IOException, InterruptedException {
    Path file = output.resolve("profile-" + cell.id() + ".jfr");
    // Sampling by CPU time counts native code too, which the older sampler leaves out.
    tool(
        "jcmd",
        Long.toString(pid),
        "JFR.start",
        "name=bench",
        "settings=profile",
        "jdk.CPUTimeSample#enabled=true");
    load.run();
    tool("jcmd", Long.toString(pid), "JFR.stop", "name=bench", "filename=" + file);
    summarise(cell, file);
  }

  private void summarise(Cell cell, Path file) throws IOException, InterruptedException {
    var text = new StringBuilder("Profile of " + cell.id() + "\n\n");
    text.append(Layers.of(file));
    for (String view : VIEWS) {
      text.append(tool("jfr", "view", "--width", "140", view, file.toString()));
    }
    Files.writeString(output.resolve("profile-" + cell.id() + ".txt"), text);
  }

  private String tool(String name, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(tools.resolve(name).toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + " failed: " + text);
    }
    return text;
  }

  /** What runs while a process is recorded. */
  interface Load {
    void run() throws IOException, InterruptedException;
  }
}
