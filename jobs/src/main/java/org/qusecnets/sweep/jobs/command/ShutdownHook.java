package org.qusecnets.sweep.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.qusecnets.sweep.jobs.images.ImageExport;
import org.qusecnets.sweep.jobs.store.Lease;
import org.qusecnets.sweep.jobs.store.ResultFolder;
import org.qusecnets.sweep.jobs.store.Storage;

/**
 * What happens when a command is stopped from outside, as by Ctrl-C: a run gives its lease back,
 * and what it has finished is kept anyway; an export leaves nothing. People are told, and the JVM
 * then ends with the exit code of the signal, 130.
 */
final class ShutdownHook implements Lease.Observer, AutoCloseable {
  private static final AtomicBoolean ENDING = new AtomicBoolean();

  private final Thread main = Thread.currentThread();
  private final Thread hook;
  private final PrintWriter out;

  private ShutdownHook(Runnable last, String told, PrintWriter out) {
    this.out = out;
    hook =
        new Thread(
            () -> {
              ENDING.set(true);
              // Spark ends at the same time, and logs what is cut off as errors.
              Configurator.setRootLevel(Level.OFF);
              last.run();
              out.println();
              out.println(told);
            },
            "interruption");
  }

  /** Of a run that writes to this folder, from now until it is closed. */
  static ShutdownHook of(ResultFolder results, PrintWriter out) {
    return new ShutdownHook(
            results::close,
            "Stopped. What is finished is kept in "
                + results.storage()
                + "; run the same command again to go on.",
            out)
        .added();
  }

  /** Likewise of an export. */
  static ShutdownHook of(ImageExport export, PrintWriter out) {
    return new ShutdownHook(export::discard, "Stopped. Nothing was exported.", out).added();
  }

  private ShutdownHook added() {
    Runtime.getRuntime().addShutdownHook(hook);
    return this;
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
