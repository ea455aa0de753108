package org.qusecnets.sweep.network;

import java.util.concurrent.CancellationException;

/** Ends long work soon after its thread is interrupted. */
public final class Interruption {
  private Interruption() {}

  /**
   * Asks whether to go on.
   *
   * @throws CancellationException if the thread was interrupted
   */
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
  }
}
