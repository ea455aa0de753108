package org.qusecnets.sweep.jobs.run;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;

/**
 * Counts what tasks have worked through.
 *
 * @param images images
 * @param work of units, in seconds of {@link NominalWork}
 */
record DoneWork(LongAccumulator images, DoubleAccumulator work) implements Serializable {
  static DoneWork on(SparkContext context) {
    return new DoneWork(context.longAccumulator("images"), context.doubleAccumulator("work"));
  }
}
