package org.qusecnets.sweep.network.pretrained.onnx;

import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** Signals that are images. */
final class Images {
  /** Values of an image, as many as any layer may make. */
  private static final long MOST_VALUES = 4_000_000;

  private Images() {}

  /** A signal whose axes are [channels, rows, columns]. */
  static Signal of(Operation operation, Signal signal) throws UnreadableNetwork {
    if (!signal.axes().isImage()) {
      throw operation.unreadable(
          "on values whose axes are not channels, rows and columns in this order",
          "export the network for images of [N, channels, rows, columns], or of [N, rows, columns,"
              + " channels] with transposing in the graph");
    }
    return signal;
  }

  /** The shape of what a node makes. */
  static ImageShape shape(Operation operation, long channels, long rows, long columns)
      throws UnreadableNetwork {
    if (!isBounded(channels, rows, columns)) {
      throw operation.unreadable(
          "that makes %d x %d x %d values of an image, not from 1 to %,d"
              .formatted(channels, rows, columns, MOST_VALUES),
          "export it for images of another size");
    }
    return new ImageShape((int) channels, (int) rows, (int) columns);
  }

  /** Whether there are values, and not too many. */
  static boolean isBounded(long channels, long rows, long columns) {
    return Math.min(channels, Math.min(rows, columns)) >= 1
        && Math.max(channels, Math.max(rows, columns)) <= MOST_VALUES
        && channels * rows <= MOST_VALUES
        && channels * rows * columns <= MOST_VALUES;
  }
}
