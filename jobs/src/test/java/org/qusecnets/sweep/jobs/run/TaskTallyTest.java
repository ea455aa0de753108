package org.qusecnets.sweep.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.util.DoubleAccumulator;
import org.junit.jupiter.api.Test;

/** On a Spark with two tasks at a time. */
class TaskTallyTest {
  @Test
  void whatTasksAddIsCountedWhenTheyHaveEnded() {
    System.setProperty(SparkLifecycle.MASTER, "local[2]");
    try (SparkLifecycle spark = SparkLifecycle.start("test", new SparkConf())) {
      DoubleAccumulator counted = spark.context().sc().doubleAccumulator("counted");
      DoubleAccumulator other = spark.context().sc().doubleAccumulator("other");
      TaskTally tally = new TaskTally(counted);
      spark.context().sc().addSparkListener(tally);
      spark
          .context()
          .parallelize(List.of(1, 2, 3, 4), 4)
          .foreach(
              number -> {
                counted.add(number / 2.0);
                other.add(number);
              });
      // Listeners have heard of all that was done when Spark has stopped.
      spark.context().stop();
      assertThat(tally.total()).isEqualTo(5);
      assertThat(tally.atWork()).isZero();
    } finally {
      System.clearProperty(SparkLifecycle.MASTER);
    }
  }
}
