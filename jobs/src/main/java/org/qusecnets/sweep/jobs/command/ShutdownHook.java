package org.qusecnets.sweep.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.qusecnets.sweep.jobs.store.Lease;
import org.qusecnets.sweep.jobs.store.ResultFolder;
import org.qusecnets.sweep.jobs.store.Storage;

/**
 * What happens when a run is stopped from outside, as by Ctrl-C: the lease is given back and people
 * are told; the JVM then ends with the exit code of the signal, 130. What is finished is kept
 * anyway.
 */
final class ShutdownHook implements Lease.Observer, AutoCloseable {
  private static final AtomicBoolean ENDING = new AtomicBoolean();

  private final Thread main = Thread.currentThread();
  private final Thread hook;
  private final PrintWriter out;

  private ShutdownHook(ResultFolder results, PrintWriter out) {
    this.out = out;
    hook =
        new Thread(
            () -> {
              ENDING.set(true);
              // Spark ends at the same time, and logs what is cut off as errors.
              Configurator.setRootLevel(Level.OFF);
              results.close();
              out.println();
              out.println(
                  "Stopped. What is finished is kept in "
                      + results.storage()
                      + "; run the same command again to go on.");
            },
            "interruption");
  }

  /** From now until it is closed. */
  static ShutdownHook of(ResultFolder results, PrintWriter out) {
    ShutdownHook interruption = new ShutdownHook(results, out);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Whether this JVM is ending: what fails now fails for that reason. */
  static boolean isEnding() {
    return ENDING.get();
  }

  @Override
  public void lost() {
    main.interrupt();
  }

  @Override
  public void watching(Storage storage, JsonNode lease, long seconds) {
    out.println(
        "Another run holds "
            + storage
            + " ("
            + Lease.owner(lease)
            + "); whether it still is at work is seen within "
            + seconds
            + " s ...");
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is running.
    }
  }
}
