package org.qusecnets.sweep.jobs.run;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;

/**
 * Counts what tasks have worked through.
 *
 * @param images images
 * @param cost of units, see {@link NominalWork}
 */
record DoneWork(LongAccumulator images, DoubleAccumulator cost) implements Serializable {
  static DoneWork on(SparkContext context) {
    return new DoneWork(context.longAccumulator("images"), context.doubleAccumulator("cost"));
  }
}
