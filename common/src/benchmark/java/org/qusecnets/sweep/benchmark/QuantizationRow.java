package org.qusecnets.sweep.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.qusecnets.sweep.network.Input;

/**
 * The quantization layer alone.
 *
 * @param input the images
 * @param levels number of quantization levels
 * @param forward microseconds an image
 * @param backward microseconds an image
 * @param twoTasksForward microseconds an image of each of two tasks
 * @param twoTasksBackward microseconds an image of each of two tasks
 */
record QuantizationRow(
    Input input,
    int levels,
    double forward,
    double backward,
    double twoTasksForward,
    double twoTasksBackward) {

  static List<QuantizationRow> of(Results results) {
    List<QuantizationRow> rows = new ArrayList<>();
    for (Input input : Input.values()) {
      for (int levels : BenchmarkPlan.LEVELS) {
        rows.add(
            new QuantizationRow(
                input,
                levels,
                results.get(Names.quantization(input, levels, "forward", 1)),
                results.get(Names.quantization(input, levels, "backward", 1)),
                results.get(Names.quantization(input, levels, "forward", 2)),
                results.get(Names.quantization(input, levels, "backward", 2))));
      }
    }
    return rows.stream().filter(QuantizationRow::measured).toList();
  }

  private boolean measured() {
    return DoubleStream.of(forward, backward, twoTasksForward, twoTasksBackward)
        .anyMatch(Double::isFinite);
  }

  static void print(List<QuantizationRow> rows, PrintStream out) {
    TextTable table =
        new TextTable(
            List.of(
                "TQ layer, us/image",
                "forward",
                "backward",
                "2 tasks forward",
                "2 tasks backward"));
    for (QuantizationRow row : rows) {
      table.add(
          List.of(
              Titles.of(row.input) + ", " + row.levels + " levels",
              TextTable.number(row.forward, 1),
              TextTable.number(row.backward, 1),
              TextTable.number(row.twoTasksForward, 1),
              TextTable.number(row.twoTasksBackward, 1)));
    }
    table.print(out);
  }
}
