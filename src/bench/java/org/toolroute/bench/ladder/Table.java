package org.toolroute.bench.ladder;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The samples of a run, and the medians and ratios taken from them. */
record Table(Map<Cell, List<Sample>> samples) {

  boolean has(Cell cell) {
    return samples.containsKey(cell);
  }

  double median(Cell cell, ToDoubleFunction<Sample> value) {
    return median(samples.get(cell).stream().mapToDouble(value).toArray());
  }

  /** From the lowest to the highest of the repeats, as a share of their median. */
  double spread(Cell cell, ToDoubleFunction<Sample> value) {
    var statistics = samples.get(cell).stream().mapToDouble(value).summaryStatistics();
    return (statistics.getMax() - statistics.getMin()) / median(cell, value);
  }

  /**
   * The median over the repeats of this cell's value divided by the other's in the same repeat;
   * empty when one of the two was not measured.
   */
  OptionalDouble ratio(Cell cell, Cell to, ToDoubleFunction<Sample> value) {
    if (!has(cell) || !has(to)) {
      return OptionalDouble.empty();
    }
    List<Sample> these = samples.get(cell);
    List<Sample> those = samples.get(to);
    return OptionalDouble.of(
        median(
            IntStream.range(0, these.size())
                .mapToDouble(
                    i -> value.applyAsDouble(these.get(i)) / value.applyAsDouble(those.get(i)))
                .toArray()));
  }

  /** CPU per request as a multiple of the forward rung's at the same number of connections. */
  OptionalDouble cpuToForward(Cell cell) {
    return ratio(cell, new Cell(Rung.FORWARD, cell.connections(), 0), Sample::cpu);
  }

  /**
   * The CPU of one page of the list without what its bytes cost, as a multiple of a health
   * request's of the same process: {@code (list - (bytes - plain)) / health}, the median over the
   * repeats; empty when one of the four was not measured.
   */
  OptionalDouble listToHealth(Cell list) {
    var bytes = new Cell(Rung.BYTES, list.connections(), 0);
    var plain = new Cell(Rung.PLAIN, list.connections(), 0);
    var health = new Cell(Rung.HEALTH, list.connections(), 0);
    if (!Stream.of(list, bytes, plain, health).allMatch(this::has)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        median(
            IntStream.range(0, samples.get(list).size())
                .mapToDouble(i -> (cpu(list, i) - (cpu(bytes, i) - cpu(plain, i))) / cpu(health, i))
                .toArray()));
  }

  private double cpu(Cell cell, int repeat) {
    return samples.get(cell).get(repeat).cpu();
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
