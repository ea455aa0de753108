package org.qusecnets.sweep.network.pretrained.onnx;

import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.layer.Activation;

/**
 * A value that depends on the image.
 *
 * @param chain what makes it
 * @param batch the length of its first axis, which is that of the batch; 1 where the file leaves it
 *     open, since what it makes of one image is what is read
 * @param axes the others
 */
record Signal(Chain chain, int batch, Axes axes) implements Value {
  /** The shape of the image that it is. */
  ImageShape image() {
    return axes.image();
  }

  /** With a further element, which leaves the axes as they are. */
  Signal then(Element element) {
    return new Signal(chain.then(element), batch, axes);
  }

  /** With a further element, which makes an image of [channels, rows, columns]. */
  Signal then(Element element, ImageShape image) {
    return new Signal(chain.then(element), batch, Axes.of(image));
  }

  /** The same values along other axes. */
  Signal with(Axes others) {
    return new Signal(chain, batch, others);
  }

  /** Whether no value is below 0, as that of an activation. */
  boolean isNeverBelowZero() {
    return chain.last().orElse(null) instanceof Element.Function function
        && (function.activation() instanceof Activation.Relu
            || function.activation() instanceof Activation.BoundedRelu
            || function.activation() instanceof Activation.Sigmoid
            || function.activation() instanceof Activation.Softplus);
  }

  /** The length of each axis, that of the batch first. */
  int[] dims() {
    int[] behind = axes.dims();
    int[] dims = new int[behind.length + 1];
    dims[0] = batch;
    System.arraycopy(behind, 0, dims, 1, behind.length);
    return dims;
  }
}
