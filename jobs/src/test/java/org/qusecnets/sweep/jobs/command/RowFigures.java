package org.qusecnets.sweep.jobs.command;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import org.apache.spark.sql.Row;

/** Figures that a page computes from rows of tables, computed again. */
final class RowFigures {
  private RowFigures() {}

  /** Of each seed and image, 0 where it is wrong without an attack, infinite where it resists. */
  static List<Double> leastOfImages(
      List<Row> examples, String label, List<Row> some, String column) {
    Map<String, Row> byId = new TreeMap<>();
    some.stream()
        .filter(cell -> label(cell).equals(label))
        .forEach(cell -> byId.put(cell.getAs("cell_id"), cell));
    Map<String, Double> least = new TreeMap<>();
    for (Row row : examples) {
      Row cell = byId.get(row.<String>getAs("cell_id"));
      if (cell != null) {
        double value =
            !row.getAs("clean_prediction").equals(row.getAs("label"))
                ? 0
                : row.getAs("adversarial_prediction").equals(row.getAs("label"))
                    ? Double.POSITIVE_INFINITY
                    : row.<Number>getAs(column).doubleValue();
        least.merge(cell.getAs("seed") + " " + row.getAs("image_index"), value, Math::min);
      }
    }
    return least.values().stream().sorted().toList();
  }

  static double share(List<Double> values, DoublePredicate counts) {
    long number = values.stream().filter(counts::test).count();
    return (double) number / values.size();
  }

  /** As the table behind the chart has it: distances are float32 on their way to the page. */
  static double median(List<Double> values) {
    double lower = values.get((values.size() - 1) / 2).floatValue();
    return (lower + values.get(values.size() / 2).floatValue()) / 2;
  }

  static double meanOf(List<Row> rows, String column) {
    return mean(rows.stream().map(row -> row.<Double>getAs(column)).toList());
  }

  /** One after another, as scripts add; streams of doubles compensate for rounding. */
  static double mean(List<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.size();
  }

  static double least(List<Row> rows, String column) {
    return rows.stream().mapToDouble(row -> row.<Double>getAs(column)).min().orElseThrow();
  }

  static double largest(List<Row> rows, String column) {
    return rows.stream().mapToDouble(row -> row.<Double>getAs(column)).max().orElseThrow();
  }

  static String label(Row cell) {
    Integer levels = cell.getAs("levels");
    return cell.getAs("defense")
        + (levels == null ? "" : " n=" + levels + " z=" + cell.<Double>getAs("z").intValue());
  }
}
