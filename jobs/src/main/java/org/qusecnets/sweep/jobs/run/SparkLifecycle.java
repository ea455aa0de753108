package org.qusecnets.sweep.jobs.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.jobs.store.InfrastructureException;

/** The one place that starts and stops Spark. */
public final class SparkLifecycle implements AutoCloseable {
  static final String MASTER = "spark.master";
  private static final String SPARK = "org.apache.spark";
  static final String POOL = "spark.scheduler.pool";

  /** What is done before all else: others wait for it. */
  static final String FIRST_POOL = "first";

  /** What is done when nothing of the first pool is waiting. */
  static final String SECOND_POOL = "second";

  private static final String POOLS =
      """
      <?xml version="1.0"?>
      <allocations>
        <pool name="first">
          <schedulingMode>FIFO</schedulingMode>
          <weight>1</weight>
          <minShare>1000000</minShare>
        </pool>
        <pool name="second">
          <schedulingMode>FIFO</schedulingMode>
          <weight>1</weight>
          <minShare>0</minShare>
        </pool>
      </allocations>
      """;

  private final JavaSparkContext context;

  private SparkLifecycle(JavaSparkContext context) {
    this.context = context;
  }

  /**
   * Starts Spark.
   *
   * <p>What spark-submit or the cluster says goes before the settings here, but for those that
   * results depend on: one native thread a task, so that a task uses the one core that Spark gave
   * it and the last bits do not depend on the machine's size.
   *
   * @param asked what the user, spark-submit or the environment says
   */
  public static SparkLifecycle start(String name, SparkConf asked) {
    SparkConf configuration = asked.clone().setAppName("sweep " + name);
    configuration.setIfMissing(MASTER, "local[*]");
    if (configuration.get(MASTER).startsWith("local")) {
      configuration.setIfMissing("spark.driver.host", "localhost");
      configuration.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    if (configuration.get(MASTER).matches("local(\\[.*)?")) {
      // One process: no heartbeat tells more than that the computer slept or the process was
      // paused.
      configuration.setIfMissing("spark.storage.blockManagerHeartbeatTimeoutMs", "365d");
    }
    LocalEnvironment.check(configuration, System.getenv());
    configuration.set("spark.task.cpus", "1");
    configuration.set("spark.executorEnv.OMP_NUM_THREADS", "1");
    configuration.set("spark.executorEnv.OPENBLAS_NUM_THREADS", "1");
    configuration.set("spark.speculation", "false");
    configuration.set("spark.scheduler.mode", "FAIR");
    Path pools = pools();
    configuration.set("spark.scheduler.allocation.file", "file://" + pools.toAbsolutePath());
    // Only a JVM that dies makes a task fail, and who is to blame gets a row that says so.
    configuration.setIfMissing("spark.task.maxFailures", "1000");
    configuration.setIfMissing("spark.executor.heartbeatInterval", "5s");
    configuration.setIfMissing("spark.ui.showConsoleProgress", "false");
    configuration.setIfMissing("spark.driver.maxResultSize", "0");
    limitExecutors(configuration);
    try {
      return new SparkLifecycle(
          JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(configuration)));
    } catch (Exception e) {
      // Scala declares none of those that are checked.
      throw new UserException(
          "Cannot start Spark on "
              + configuration.get(MASTER)
              + ": "
              + e.getMessage()
              + "; check --master and that it can be reached",
          e);
    } finally {
      // Read when Spark starts, and left behind by a process that is killed.
      pools.toFile().delete();
    }
  }

  private static Path pools() {
    try {
      return Files.writeString(Files.createTempFile("sweep-pools", ".xml"), POOLS);
    } catch (IOException e) {
      throw new UserException(
          "Cannot start Spark: "
              + InfrastructureException.reason(e)
              + "; see to it that temporary files can be written, or name another folder with TMPDIR",
          e);
    }
  }

  /**
   * ND4J's arrays lie outside the heap; only JavaCPP's limit of the whole process's memory counts
   * them.
   */
  private static void limitExecutors(SparkConf configuration) {
    ExecutorMemory memory = ExecutorMemory.of(configuration);
    configuration.setIfMissing(
        "spark.executor.extraJavaOptions",
        "-Dorg.bytedeco.javacpp.maxbytes="
            + memory.nativeMemory()
            + "m -Dorg.bytedeco.javacpp.maxphysicalbytes="
            + memory.process()
            + "m");
    configuration.setIfMissing("spark.executor.memoryOverhead", memory.overhead() + "m");
  }

  /** Whether tasks run in the driver's own JVM. */
  boolean isLocal() {
    return context.isLocal();
  }

  public JavaSparkContext context() {
    return context;
  }

  /**
   * Work that gives something.
   *
   * @param <T> what it gives
   * @param <E> what it throws
   */
  public interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /**
   * Runs work whose Spark jobs carry this description in the Spark UI, and restores the former one.
   */
  public <T, E extends Exception> T described(String description, Work<T, E> work) throws E {
    String former = context.getLocalProperty("spark.job.description");
    context.sc().setJobDescription(description);
    try {
      return work.run();
    } finally {
      context.sc().setJobDescription(former);
    }
  }

  /** The same for jobs that are only handed over, which wait in a pool for their turn. */
  void inPool(String pool, String description, Runnable submission) {
    String former = context.getLocalProperty(POOL);
    context.setLocalProperty(POOL, pool);
    try {
      described(
          description,
          () -> {
            submission.run();
            return null;
          });
    } finally {
      context.setLocalProperty(POOL, former);
    }
  }

  /**
   * Stops Spark, which waits for its threads for ever if the one that stops it is interrupted, and
   * logs as errors what is cut off.
   */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    Level level = LogManager.getLogger(SPARK).getLevel();
    Configurator.setLevel(SPARK, Level.OFF);
    try {
      context.close();
    } finally {
      Configurator.setLevel(SPARK, level);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
