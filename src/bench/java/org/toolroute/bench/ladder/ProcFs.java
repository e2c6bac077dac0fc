package org.toolroute.bench.ladder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** CPU time and memory of processes as Linux counts them; see proc_pid_stat(5). */
final class ProcFs {

  /** Linux reports in ticks of 1/100 s to programs, whatever the kernel's own rate is. */
  private static final long MICROS_PER_TICK = 10_000;

  private ProcFs() {}

  /** User and system time of one process and all its threads, without its children. */
  static long cpuMicros(long pid) {
    String[] fields = stat(pid);
    return ticks(fields, 14) + ticks(fields, 15);
  }

  /** User and system time of the children that a process has waited for. */
  static long reapedCpuMicros(long pid) {
    String[] fields = stat(pid);
    return ticks(fields, 16) + ticks(fields, 17);
  }

  /** User and system time of a process and of everything it ever started, ended ones included. */
  static long treeCpuMicros(long root) {
    return tree(root).mapToLong(pid -> cpuMicros(pid) + reapedCpuMicros(pid)).sum();
  }

  /** Resident memory of one process in bytes. */
  static long resident(long pid) {
    return kilobytes(Path.of("/proc/" + pid + "/status"), "VmRSS:") * 1024;
  }

  /** Memory of a process and its descendants in bytes, each shared page counted once. */
  static long treeResident(long root) {
    return tree(root)
        .mapToLong(pid -> kilobytes(Path.of("/proc/" + pid + "/smaps_rollup"), "Pss:") * 1024)
        .sum();
  }

  /** The machine's clock: time spent busy and time passed, summed over all cores. */
  static Machine machine() {
    String[] fields = lines(Path.of("/proc/stat")).getFirst().split("\\s+");
    long total = 0;
    for (int i = 1; i <= 8; i++) {
      total += Long.parseLong(fields[i]);
    }
    long idle = Long.parseLong(fields[4]) + Long.parseLong(fields[5]);
    return new Machine((total - idle) * MICROS_PER_TICK, total * MICROS_PER_TICK);
  }

  /** Time that others on the same host took from this machine counts as busy. */
  record Machine(long busyMicros, long totalMicros) {}

  private static Stream<Long> tree(long root) {
    return ProcessHandle.of(root).stream()
        .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()))
        .map(ProcessHandle::pid);
  }

  /**
   * The fields of a process, numbered as in the manual; a process that has ended has only zeros.
   */
  private static String[] stat(long pid) {
    List<String> lines = lines(Path.of("/proc/" + pid + "/stat"));
    if (lines.isEmpty()) {
      return "0 ".repeat(52).split(" ");
    }
    String line = lines.getFirst();
    // The second field is the name, which may hold spaces and parentheses.
    return ("0 0" + line.substring(line.lastIndexOf(')') + 1)).split(" ");
  }

  /** The manual counts from 1. */
  private static long ticks(String[] fields, int number) {
    return Long.parseLong(fields[number - 1]) * MICROS_PER_TICK;
  }

  private static long kilobytes(Path file, String name) {
    return lines(file).stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException ended) {
      return List.of();
    } catch (IOException e) {
      if (file.startsWith("/proc/stat")) {
        throw new UncheckedIOException(e);
      }
      return List.of(); // A process that ends while it is read gives ESRCH.
    }
  }
}
