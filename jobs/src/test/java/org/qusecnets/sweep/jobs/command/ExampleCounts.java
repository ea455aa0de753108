package org.qusecnets.sweep.jobs.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** What the images of each cell add up to, by cell; of detection only where there is a detector. */
record ExampleCounts(
    Map<String, Integer> clean,
    Map<String, Integer> correct,
    Map<String, Integer> rounded,
    Map<String, Integer> attacked,
    Map<String, Integer> successes,
    Map<String, Integer> falsePositives,
    Map<String, Integer> successesDetected,
    Map<String, Integer> defended,
    Map<String, Double> l2) {

  static ExampleCounts of(List<Row> examples) {
    ExampleCounts counts =
        new ExampleCounts(
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>());
    examples.forEach(counts::add);
    return counts;
  }

  private void add(Row row) {
    String cell = row.getAs("cell_id");
    int label = row.getAs("label");
    boolean right = row.<Integer>getAs("adversarial_prediction") == label;
    boolean success = row.getAs("success");
    count(clean, cell, row.<Integer>getAs("clean_prediction") == label);
    count(correct, cell, right);
    count(rounded, cell, row.<Integer>getAs("rounded_prediction") == label);
    count(attacked, cell, row.<Boolean>getAs("attacked"));
    count(successes, cell, success);
    l2.merge(cell, row.<Double>getAs("l2"), Double::sum);
    Boolean detected = row.getAs("adversarial_detected");
    if (detected != null) {
      count(falsePositives, cell, row.<Boolean>getAs("clean_detected"));
      count(successesDetected, cell, detected && success);
      count(defended, cell, detected || right);
    }
  }

  private static void count(Map<String, Integer> counts, String cell, boolean counted) {
    counts.merge(cell, counted ? 1 : 0, Integer::sum);
  }
}
