package org.qusecnets.sweep.jobs;

import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The one place that starts and stops Spark. */
final class SparkLifecycle implements AutoCloseable {
  private static final String MASTER = "spark.master";
  private final SparkSession session;

  private SparkLifecycle(SparkSession session) {
    this.session = session;
  }

  /**
   * Starts Spark.
   *
   * <p>What spark-submit or the cluster says goes before the settings here, but for those that
   * results depend on: one native thread a task, so that a task uses the one core that Spark gave
   * it and the last bits do not depend on the machine's size.
   */
  static SparkLifecycle start(String name, SparkOptions options) {
    SparkConf configuration = new SparkConf().setAppName("sweep " + name);
    if (options.master() != null) {
      configuration.setMaster(options.master());
    }
    configuration.setIfMissing(MASTER, "local[*]");
    if (configuration.get(MASTER).startsWith("local")) {
      configuration.setIfMissing("spark.driver.host", "localhost");
      configuration.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    configuration.set("spark.task.cpus", "1");
    configuration.set("spark.executorEnv.OMP_NUM_THREADS", "1");
    configuration.set("spark.executorEnv.OPENBLAS_NUM_THREADS", "1");
    configuration.set("spark.speculation", "false");
    configuration.setIfMissing("spark.executor.heartbeatInterval", "5s");
    configuration.setIfMissing("spark.ui.showConsoleProgress", "false");
    configuration.setIfMissing("spark.sql.debug.maxToStringFields", "200");
    configuration.setIfMissing("spark.driver.maxResultSize", "2g");
    // Executors hold their arrays outside the heap; left alone, JavaCPP would allow as much as the
    // heap.
    configuration.setIfMissing(
        "spark.executor.extraJavaOptions",
        "-Dorg.bytedeco.javacpp.maxbytes=2g -Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    configuration.setIfMissing("spark.executor.memoryOverhead", "2560m");
    return new SparkLifecycle(SparkSession.builder().config(configuration).getOrCreate());
  }

  SparkSession session() {
    return session;
  }

  JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  /**
   * Runs work whose Spark jobs carry this description in the Spark UI, and restores the former one.
   */
  <T> T described(String description, Supplier<T> work) {
    JavaSparkContext context = context();
    String former = context.getLocalProperty("spark.job.description");
    context.sc().setJobDescription(description);
    try {
      return work.get();
    } finally {
      context.sc().setJobDescription(former);
    }
  }

  @Override
  public void close() {
    session.stop();
  }
}
