package org.qusecnets.sweep.network.pretrained.onnx;

import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.folding.Frame;
import org.qusecnets.sweep.network.pretrained.folding.Slide;

/**
 * What a convolution or a pool slides over an image.
 *
 * @param own its own padding, besides what an operator before it put around the image
 */
record SlidingWindow(Slide rows, Slide columns, Frame own) {
  /** Of windows and of what is around an image. */
  private static final int MOST = 1024;

  private static final long[] ONES = {1, 1};

  /**
   * That of a node.
   *
   * @param image what it takes, padding in front of it included
   * @param around that padding
   * @param kernel rows and columns of the window
   */
  static SlidingWindow read(Operation operation, ImageShape image, Frame around, long... kernel)
      throws UnreadableNetwork {
    long[] strides = pair(operation, "strides");
    long[] dilations = pair(operation, "dilations");
    for (long side : kernel) {
      check(operation, "kernel", side, 1);
    }
    Frame own = padding(operation, image, kernel, strides, dilations);
    if (own.isAroundCut(around)) {
      throw operation.unreadable(
          "with padding where rows or columns were cut off", "build it without cutting");
    }
    boolean isRoundedUp = operation.integer("ceil_mode", 0) != 0;
    Axis rows = new Axis(kernel[0], strides[0], dilations[0], own.above(), own.below());
    Axis columns = new Axis(kernel[1], strides[1], dilations[1], own.before(), own.behind());
    return new SlidingWindow(
        rows.slide(operation, image.height(), around.above(), around.below(), isRoundedUp),
        columns.slide(operation, image.width(), around.before(), around.behind(), isRoundedUp),
        own);
  }

  /** What is said of one axis. */
  private record Axis(long kernel, long stride, long dilation, int before, int behind) {
    Slide slide(Operation operation, int side, int around, int behindThat, boolean isRoundedUp)
        throws UnreadableNetwork {
      long room = (long) side + before + behind - ((kernel - 1) * dilation + 1);
      if (room < 0) {
        throw operation.unreadable(
            "whose window is larger than its input of %d".formatted(side),
            "export it for larger images");
      }
      long places = (isRoundedUp ? (room + stride - 1) / stride : room / stride) + 1;
      if (isRoundedUp && (places - 1) * stride >= (long) side + before) {
        // A place that would begin behind the image.
        places--;
      }
      return new Slide(
          side - around - behindThat,
          (int) kernel,
          (int) stride,
          (int) dilation,
          before + around,
          (int) places);
    }
  }

  private static Frame padding(
      Operation operation, ImageShape image, long[] kernel, long[] strides, long[] dilations)
      throws UnreadableNetwork {
    String automatic = operation.word("auto_pad", "NOTSET");
    long[] pads = operation.integers("pads").orElse(new long[4]);
    if (pads.length != 4) {
      throw operation.unreadable(
          "with pads for %d sides".formatted(pads.length),
          "build the network of layers for images of rows and columns");
    }
    for (long pad : pads) {
      check(operation, "pad", pad, 0);
    }
    Frame written = new Frame((int) pads[0], (int) pads[1], (int) pads[2], (int) pads[3]);
    if (!automatic.equals("NOTSET") && !written.isNone()) {
      throw operation.damaged("with both pads and auto_pad");
    }
    if (automatic.equals("NOTSET") || automatic.equals("VALID")) {
      return written;
    }
    if (!automatic.equals("SAME_UPPER") && !automatic.equals("SAME_LOWER")) {
      throw operation.damaged("with auto_pad " + Operation.shown(automatic));
    }
    int rows = same(image.height(), kernel[0], strides[0], dilations[0]);
    int columns = same(image.width(), kernel[1], strides[1], dilations[1]);
    return automatic.equals("SAME_UPPER")
        ? new Frame(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2)
        : new Frame(rows - rows / 2, columns - columns / 2, rows / 2, columns / 2);
  }

  /** How many rows of zeros make as many places as the side has strides. */
  private static int same(int side, long kernel, long stride, long dilation) {
    long places = (side + stride - 1) / stride;
    return (int) Math.max(0, (places - 1) * stride + (kernel - 1) * dilation + 1 - side);
  }

  private static long[] pair(Operation operation, String name) throws UnreadableNetwork {
    long[] sides = operation.integers(name).orElse(ONES);
    if (sides.length != 2) {
      throw operation.unreadable(
          "with %s for %d sides".formatted(name, sides.length),
          "build the network of layers for images of rows and columns");
    }
    for (long side : sides) {
      check(operation, name, side, 1);
    }
    return sides;
  }

  private static void check(Operation operation, String what, long value, int least)
      throws UnreadableNetwork {
    if (value < least || value > MOST) {
      throw operation.unreadable(
          "with %s of %d, not from %d to %d".formatted(what, value, least, MOST),
          "build it with less");
    }
  }
}
