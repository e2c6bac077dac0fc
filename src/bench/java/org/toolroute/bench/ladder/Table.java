package org.toolroute.bench.ladder;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

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

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
