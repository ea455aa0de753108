package org.qusecnets.sweep.jobs.publication;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.qusecnets.sweep.jobs.store.InfrastructureException;

/**
 * What came of a task: what it was to give, or why the machine kept it from that. A task that
 * throws would be tried again and again, as one whose JVM has died.
 *
 * @param value null if it was kept from it
 * @param trouble null if it was not
 * @param <T> what it gives
 */
record Tried<T>(T value, IOException trouble) implements Serializable {
  /** Work that reads and writes files. */
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Does it.
   *
   * @param what what could not be done, if it cannot
   */
  static <T> Tried<T> of(String what, Work<T> work) {
    try {
      return new Tried<>(work.run(), null);
    } catch (IOException | UncheckedIOException e) {
      return new Tried<>(null, new InfrastructureException(what, e));
    }
  }

  /** What came of it. */
  T get() throws IOException {
    if (trouble != null) {
      throw trouble;
    }
    return value;
  }
}
