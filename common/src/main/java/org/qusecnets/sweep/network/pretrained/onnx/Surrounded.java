package org.qusecnets.sweep.network.pretrained.onnx;

import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.folding.Frame;
import org.qusecnets.sweep.network.pretrained.onnx.Element.Padded.Filling;

/**
 * An image and what an operator of its own put around it.
 *
 * @param inside without that
 * @param image the shape of the image with it
 * @param frame how much is around it
 * @param filling what is around it; zeros where there is nothing
 */
record Surrounded(Signal inside, ImageShape image, Frame frame, Filling filling) {
  /** That of an image. */
  static Surrounded of(Operation operation, Signal signal) throws UnreadableNetwork {
    ImageShape image = signal.image();
    if (!(signal.chain().last().orElse(null) instanceof Element.Padded padded)) {
      return new Surrounded(signal, image, Frame.NONE, Filling.ZEROS);
    }
    Frame frame = padded.frame();
    ImageShape inside =
        Images.shape(
            operation,
            image.channels(),
            image.height() - frame.above() - frame.below(),
            image.width() - frame.before() - frame.behind());
    return new Surrounded(
        new Signal(signal.chain().previous(), signal.batch(), Axes.of(inside)),
        image,
        frame,
        padded.filling());
  }

  /** Whether there is nothing around it. */
  boolean isBare() {
    return frame.isNone();
  }

  /** Checks that there are zeros around it, if anything. */
  void checkZeros(Operation operation) throws UnreadableNetwork {
    if (filling != Filling.ZEROS) {
      throw operation.unreadable(
          "behind padding with other values than zeros",
          "build the network with zeros around images");
    }
  }
}
