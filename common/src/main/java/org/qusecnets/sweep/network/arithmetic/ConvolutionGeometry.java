package org.qusecnets.sweep.network.arithmetic;

/**
 * Which input values meet which weights in a convolution over images stored as [height, channels,
 * width].
 *
 * <p>A patch is what one output position sees: [kernel rows, channels, kernel columns]. A fully
 * connected layer is the convolution whose kernel is the whole image.
 *
 * @param height input rows
 * @param width input columns
 * @param channels input channels
 * @param kernel rows and columns of the kernel
 * @param stride step of the kernel
 * @param padding zeros on each side of the input
 * @param filters output channels
 */
public record ConvolutionGeometry(
    int height, int width, int channels, int kernel, int stride, int padding, int filters) {

  public int outputHeight() {
    return (height + 2 * padding - kernel) / stride + 1;
  }

  public int outputWidth() {
    return (width + 2 * padding - kernel) / stride + 1;
  }

  /** Output positions of one image. */
  int positions() {
    return outputHeight() * outputWidth();
  }

  /** Values of one patch. */
  public int patchSize() {
    return kernel * kernel * channels;
  }

  int inputSize() {
    return height * width * channels;
  }

  public int outputSize() {
    return positions() * filters;
  }

  /** Whether one patch is the whole image. */
  boolean fullyConnected() {
    return padding == 0 && kernel == height && kernel == width;
  }

  /**
   * Visits, for one row of outputs and each place in its patches, the values that stand there: a
   * run of the input, one value for each of the row's positions.
   */
  void forEachRun(int outputRow, Run run) {
    int patch = 0;
    for (int ky = 0; ky < kernel; ky++) {
      int y = outputRow * stride - padding + ky;
      boolean inside = y >= 0 && y < height;
      for (int c = 0; c < channels; c++) {
        for (int kx = 0; kx < kernel; kx++, patch++) {
          int x = kx - padding;
          int last = Math.max(0, Math.min(outputWidth(), (width - x + stride - 1) / stride));
          int first = Math.min(last, Math.max(0, (stride - 1 - x) / stride));
          run.visit(patch, (y * channels + c) * width + x, inside ? first : 0, inside ? last : 0);
        }
      }
    }
  }

  /** Takes what {@link #forEachRun} visits. */
  @FunctionalInterface
  interface Run {
    /**
     * The values at one place of the patches.
     *
     * @param patch the place in [kernel rows, channels, kernel columns]
     * @param image where in the image the first position's value lies; position p's is {@code p x
     *     stride} further
     * @param first the first position that does not see padding here
     * @param last the position after the last one that does not; all see padding where it equals
     *     {@code first}
     */
    void visit(int patch, int image, int first, int last);
  }
}
