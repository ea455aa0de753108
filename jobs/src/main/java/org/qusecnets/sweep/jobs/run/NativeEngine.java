package org.qusecnets.sweep.jobs.run;

import java.io.IOException;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.network.EngineProvenance;

/** The native library of ND4J, which JavaCPP unpacks into a folder and loads from there. */
public final class NativeEngine {
  private static final String REMEDY =
      "it has to hold 420 MB and files that may be executed; name another folder with SWEEP_CACHE";

  /** Where JavaCPP unpacks it. */
  private static final String FOLDER =
      System.getProperty(
          "org.bytedeco.javacpp.cachedir", System.getProperty("user.home") + "/.javacpp/cache");

  private static volatile boolean loaded;

  private NativeEngine() {}

  /**
   * What does the arithmetic in this JVM.
   *
   * @throws UserException if the library cannot be loaded
   */
  public static EngineProvenance provenance() {
    try {
      return load();
    } catch (IOException e) {
      throw new UserException("Cannot start: " + e.getMessage() + "; " + REMEDY, e);
    }
  }

  /**
   * What does the arithmetic in Spark's tasks, each with one native thread. Executors get their
   * threads from Spark's configuration; in local mode this JVM has to be started with them.
   *
   * @throws UserException if the library cannot be loaded, or in local mode has more threads
   */
  static EngineProvenance ofTasks(SparkLifecycle spark) {
    EngineProvenance driver = provenance();
    if (spark.isLocal() && driver.threads() != 1) {
      throw new UserException(
          "Cannot run in local mode with "
              + driver.threads()
              + " native threads a task: tasks would compete for the cores; set OMP_NUM_THREADS=1 in"
              + " the environment, as ./sweep does");
    }
    return driver.withThreads(1);
  }

  /**
   * Sees to it that units can be done in this JVM.
   *
   * @throws InfrastructureException if the library cannot be loaded
   */
  static void check() throws InfrastructureException {
    if (!loaded) {
      load();
    }
  }

  private static EngineProvenance load() throws InfrastructureException {
    try {
      EngineProvenance engine = EngineProvenance.current();
      loaded = true;
      return engine;
    } catch (LinkageError | RuntimeException e) {
      throw new InfrastructureException(
          "ND4J's native library cannot be loaded from " + FOLDER, root(e));
    }
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
