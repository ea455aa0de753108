package org.qusecnets.sweep.jobs.publication;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * What the examples of one cell add up to. Sums are of whole numbers or decimals, so that they do
 * not depend on the order in which Spark adds, as sums of floating-point numbers would.
 */
record CellCounts(Row sums) {
  /** The counts of all cells, by id. */
  static Map<String, CellCounts> of(Dataset<Row> examples) {
    Dataset<Row> sums =
        examples
            .groupBy("cell_id")
            .agg(
                count(lit(1)).as("images"),
                countDistinct(col("image_index")).as("distinct_images"),
                number(col("clean_prediction").equalTo(col("label"))).as("clean_correct"),
                number(col("adversarial_prediction").equalTo(col("label")))
                    .as("adversarial_correct"),
                number(col("rounded_prediction").equalTo(col("label"))).as("rounded_correct"),
                number(col("attacked")).as("attacked"),
                number(col("success")).as("successes"),
                number(col("reused").and(col("success"))).as("reused"),
                count(col("clean_detected")).as("examined"),
                number(col("clean_detected")).as("clean_detected"),
                number(col("success").and(col("adversarial_detected"))).as("successes_detected"),
                number(
                        col("adversarial_detected")
                            .or(col("adversarial_prediction").equalTo(col("label"))))
                    .as("defended_correct"),
                sum(col("changed_values").cast(DataTypes.LongType)).as("changed_values"),
                exactSum("l2"),
                exactSum("linf"),
                sumOfSuccesses("changed_values"),
                sumOfSuccesses("l2"),
                sumOfSuccesses("linf"),
                exactSum("attack_gradients"),
                exactSum("attack_inferences"),
                count(col("gradient_zero_share")).as("gradients"),
                exactSum("gradient_zero_share"),
                number(col("gradient_zero_share").equalTo(1.0)).as("gradient_zero_images"),
                number(col("gradient_non_finite").gt(0)).as("gradient_non_finite_images"),
                sum(col("attack_seconds")).as("attack_seconds"));
    Map<String, CellCounts> byCell = new HashMap<>();
    for (Row row : sums.collectAsList()) {
      byCell.put(row.getAs("cell_id"), new CellCounts(row));
    }
    return byCell;
  }

  private static Column number(Column condition) {
    return sum(when(condition, lit(1L)).otherwise(lit(0L)));
  }

  private static Column exactSum(String column) {
    return sum(exact(col(column))).as(column);
  }

  private static Column sumOfSuccesses(String column) {
    return sum(exact(when(col("success"), col(column)).otherwise(lit(0)))).as("success_" + column);
  }

  private static Column exact(Column column) {
    return column.cast(DataTypes.createDecimalType(26, 15));
  }

  long number(String column) {
    return sums.<Long>getAs(column);
  }

  /** The mean of a column over as many images as another one counts; null if there are none. */
  Double mean(String column, String over) {
    return number(over) == 0 ? null : (Double) (total(column) / number(over));
  }

  private double total(String column) {
    Object sum = sums.getAs(column);
    return sum instanceof BigDecimal decimal ? decimal.doubleValue() : ((Number) sum).doubleValue();
  }

  double seconds() {
    return sums.<Double>getAs("attack_seconds");
  }
}
