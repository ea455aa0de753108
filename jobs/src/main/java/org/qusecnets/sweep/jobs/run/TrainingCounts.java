package org.qusecnets.sweep.jobs.run;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;
import org.qusecnets.sweep.network.TrainedModel.Epoch;

/** What the workers of an epoch count together. Steps of a task that is run again count twice. */
final class TrainingCounts implements Serializable {
  private static final long serialVersionUID = 1L;
  private final DoubleAccumulator loss;
  private final LongAccumulator correct;
  private final LongAccumulator images;

  TrainingCounts(SparkContext context) {
    loss = context.doubleAccumulator("loss");
    correct = context.longAccumulator("correct");
    images = context.longAccumulator("images");
  }

  /** Adds what a worker has counted. */
  void add(double losses, long correctOnes, long all) {
    loss.add(losses);
    correct.add(correctOnes);
    images.add(all);
  }

  /** Starts anew. */
  void reset() {
    loss.reset();
    correct.reset();
    images.reset();
  }

  /** The epoch that took so long. */
  Epoch epoch(double seconds) {
    long all = images.value();
    return new Epoch(loss.value() / all, (double) correct.value() / all, seconds);
  }
}
