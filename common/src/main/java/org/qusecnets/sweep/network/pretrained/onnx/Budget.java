package org.qusecnets.sweep.network.pretrained.onnx;

import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/**
 * How many numbers may be made of a file, all together: several times as many as it can hold, so
 * that no small file takes much memory.
 */
final class Budget {
  private static final long FOR_EACH_BYTE = 4;
  private static final long AT_LEAST = 4_000_000;

  private long left;

  /** That of a file of so many bytes. */
  Budget(int bytes) {
    left = FOR_EACH_BYTE * bytes + AT_LEAST;
  }

  /**
   * Takes so many numbers.
   *
   * @throws UnreadableNetwork if there are no more
   */
  void take(long numbers) throws UnreadableNetwork {
    if (numbers > left) {
      throw new UnreadableNetwork(
          "says how to compute far more numbers than it holds",
          "export the network with its weights as they are");
    }
    left -= numbers;
  }
}
