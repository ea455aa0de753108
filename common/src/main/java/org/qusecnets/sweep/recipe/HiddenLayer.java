package org.qusecnets.sweep.recipe;

import org.qusecnets.sweep.dataset.ImageShape;

/** A layer with weights of a network but for its last one; an activation follows. */
public sealed interface HiddenLayer {
  /** Whether it makes anything of values of a shape. */
  default boolean fits(ImageShape input) {
    return true;
  }

  /** What it makes of values of a shape. */
  ImageShape output(ImageShape input);

  /** Values that each of its outputs is a sum of. */
  long fanIn(ImageShape input);

  /** Number of its weights and biases. */
  default long parameters(ImageShape input) {
    return (fanIn(input) + 1) * output(input).channels();
  }

  /** Multiplications that one image takes. */
  default long multiplications(ImageShape input) {
    return fanIn(input) * output(input).size();
  }

  /** Zeros around the input of a convolution. */
  enum Padding {
    /** As many as make the output the input's size divided by the stride. */
    SAME,
    /** None. */
    VALID
  }

  /**
   * A convolution.
   *
   * @param filters output channels
   * @param kernel rows and columns of its kernel
   * @param stride from one output to the next
   * @param padding what is around its input
   */
  record Convolution(int filters, int kernel, int stride, Padding padding) implements HiddenLayer {
    @Override
    public ImageShape output(ImageShape input) {
      return new ImageShape(filters, side(input.height()), side(input.width()));
    }

    @Override
    public boolean fits(ImageShape input) {
      return padding == Padding.SAME || Math.min(input.height(), input.width()) >= kernel;
    }

    private int side(int length) {
      return padding == Padding.SAME
          ? (length + stride - 1) / stride
          : (length - kernel) / stride + 1;
    }

    @Override
    public long fanIn(ImageShape input) {
      return (long) kernel * kernel * input.channels();
    }

    @Override
    public String toString() {
      return "Conv " + kernel + "x" + kernel + (stride == 1 ? "" : "/" + stride) + " " + filters;
    }
  }

  /**
   * A fully connected layer.
   *
   * @param units number of its outputs
   */
  record Dense(int units) implements HiddenLayer {
    @Override
    public ImageShape output(ImageShape input) {
      return new ImageShape(units, 1, 1);
    }

    @Override
    public long fanIn(ImageShape input) {
      return input.size();
    }

    @Override
    public String toString() {
      return "Dense " + units;
    }
  }
}
