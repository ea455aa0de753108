package org.qusecnets.sweep.network.pretrained;

import java.io.IOException;

/** A file that holds no network of ours; the message goes on after its name. */
public final class UnreadableNetwork extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * A reason and what to do about it.
   *
   * @param reason what goes on after the name, such as {@code has the operator Loop (node loop_1)}
   * @param remedy what to do, such as {@code export the network without it}
   */
  public UnreadableNetwork(String reason, String remedy) {
    super(reason + "; " + remedy);
  }
}
