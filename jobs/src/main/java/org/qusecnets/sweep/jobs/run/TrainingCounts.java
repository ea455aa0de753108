package org.qusecnets.sweep.jobs.run;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.qusecnets.sweep.network.TrainedModel.Epoch;

/** What the workers of an epoch count together. Steps of a task that is run again count twice. */
final class TrainingCounts implements Serializable {
  private static final long serialVersionUID = 1L;
  private final DoubleAccumulator cost;
  private final LongAccumulator correct;
  private final LongAccumulator images;

  TrainingCounts(SparkContext context) {
    cost = context.doubleAccumulator("cost");
    correct = context.longAccumulator("correct");
    images = context.longAccumulator("images");
  }

  /** Adds what a worker has counted. */
  void add(double costs, long correctOnes, long all) {
    cost.add(costs);
    correct.add(correctOnes);
    images.add(all);
  }

  /** Starts anew. */
  void reset() {
    cost.reset();
    correct.reset();
    images.reset();
  }

  /** The epoch that took so long. */
  Epoch epoch(double seconds) {
    long all = images.value();
    return new Epoch(cost.value() / all, (double) correct.value() / all, seconds);
  }
}
