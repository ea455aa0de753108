package org.qusecnets.sweep.jobs;

import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.qusecnets.sweep.UserException;

/** The one place that starts and stops Spark. */
final class SparkLifecycle implements AutoCloseable {
  private static final long OUTSIDE_HEAP_MB = 2560;
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
    configuration.setIfMissing("spark.driver.maxResultSize", "0");
    limitExecutors(configuration);
    try {
      return new SparkLifecycle(SparkSession.builder().config(configuration).getOrCreate());
    } catch (RuntimeException e) {
      throw new UserException(
          "Cannot start Spark on "
              + configuration.get(MASTER)
              + ": "
              + e.getMessage()
              + "; check --master and that it can be reached",
          e);
    }
  }

  /**
   * ND4J's arrays lie outside the heap; only JavaCPP's limit of the whole process's memory counts
   * them. Heap, arrays and about half a gigabyte of code have to fit.
   */
  private static void limitExecutors(SparkConf configuration) {
    long process = configuration.getSizeAsMb("spark.executor.memory", "1g") + OUTSIDE_HEAP_MB;
    configuration.setIfMissing(
        "spark.executor.extraJavaOptions",
        "-Dorg.bytedeco.javacpp.maxbytes=2g -Dorg.bytedeco.javacpp.maxphysicalbytes="
            + process
            + "m");
    configuration.setIfMissing("spark.executor.memoryOverhead", OUTSIDE_HEAP_MB + "m");
  }

  /** Whether tasks run in the driver's own JVM. */
  boolean isLocal() {
    return session.sparkContext().isLocal();
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
