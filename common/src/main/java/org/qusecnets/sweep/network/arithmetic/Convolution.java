package org.qusecnets.sweep.network.arithmetic;

/**
 * The products of a convolution's weights with values and gradients.
 *
 * <p>Arrays hold a vector of {@code count} images for each value: inputs and outputs are [rows,
 * channels, columns, images], so that every loop runs over images that lie side by side. A call
 * takes the same {@code count} as the forward pass before it.
 */
public interface Convolution extends AutoCloseable {
  /** What it is for. */
  enum Purpose {
    /** All of it. */
    TRAINING,
    /** Outputs and gradients with respect to inputs: less to keep. */
    EVALUATION
  }

  /** The way that needs the least time for this geometry. */
  static Convolution of(ConvolutionGeometry geometry, Purpose purpose, int capacity) {
    if (geometry.reach() == ConvolutionGeometry.Reach.ONE_CHANNEL) {
      return new DepthwiseConvolution(geometry, capacity);
    }
    return WinogradConvolution.suits(geometry, capacity)
        ? new WinogradConvolution(geometry, purpose, capacity)
        : new PatchConvolution(geometry, purpose, capacity);
  }

  /**
   * Where a weight lies in the array of weights.
   *
   * @param channel of those that the filter sees, from 0 on
   */
  int place(int filter, int channel, int row, int column);

  /** Takes changed weights; {@link #place} says where each lies. */
  void weightsChanged(float[] weights);

  /** Computes outputs [rows, channels, columns, images] of such inputs, without bias. */
  void forward(float[] input, float[] output, int count);

  /** Takes the gradient with respect to the outputs, of their shape, for the two methods below. */
  void outputGradient(float[] gradient, int count);

  /**
   * Computes the gradient with respect to the weights, in their order; call it before {@link
   * #inputGradient}.
   */
  void weightGradient(float[] gradient, int count);

  /** Computes the gradient with respect to the inputs, of their shape. */
  void inputGradient(float[] gradient, int count);

  /**
   * Whether what an image gives is the same, to the bit, in batches of so many images, both of them
   * multiples of 16.
   */
  boolean sumsAlike(int count, int other);

  @Override
  void close();
}
