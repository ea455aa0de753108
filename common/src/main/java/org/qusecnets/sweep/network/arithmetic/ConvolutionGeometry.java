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
 * @param kernelRows rows of the kernel
 * @param kernelColumns columns of the kernel
 * @param stride step of the kernel
 * @param border zeros around the input
 * @param filters output channels
 */
public record ConvolutionGeometry(
    int height,
    int width,
    int channels,
    int kernelRows,
    int kernelColumns,
    int stride,
    Border border,
    int filters) {
  /** Rows and columns of zeros around an image. */
  public record Border(int top, int bottom, int left, int right) {
    /** No zeros. */
    public static final Border NONE = new Border(0, 0, 0, 0);

    /** Whether there are none. */
    public boolean isNone() {
      return equals(NONE);
    }
  }

  /**
   * A square kernel, with as many zeros on each side.
   *
   * @param kernel its rows and columns
   * @param padding zeros on each side of the input
   */
  public ConvolutionGeometry(
      int height, int width, int channels, int kernel, int stride, int padding, int filters) {
    this(
        height,
        width,
        channels,
        kernel,
        kernel,
        stride,
        new Border(padding, padding, padding, padding),
        filters);
  }

  /** A fully connected layer: a kernel of the whole image. */
  public static ConvolutionGeometry ofWhole(int height, int width, int channels, int units) {
    return new ConvolutionGeometry(height, width, channels, height, width, 1, Border.NONE, units);
  }

  public int outputHeight() {
    return (height + border.top + border.bottom - kernelRows) / stride + 1;
  }

  public int outputWidth() {
    return (width + border.left + border.right - kernelColumns) / stride + 1;
  }

  /** Output positions of one image. */
  int positions() {
    return outputHeight() * outputWidth();
  }

  /** Values of one patch. */
  public int patchSize() {
    return kernelRows * kernelColumns * channels;
  }

  int inputSize() {
    return height * width * channels;
  }

  public int outputSize() {
    return positions() * filters;
  }

  /** Whether one patch is the whole image. */
  boolean fullyConnected() {
    return border.isNone() && kernelRows == height && kernelColumns == width;
  }

  /**
   * Visits, for one row of outputs and each place in its patches, the values that stand there: a
   * run of the input, one value for each of the row's positions.
   */
  void forEachRun(int outputRow, Run run) {
    int patch = 0;
    for (int ky = 0; ky < kernelRows; ky++) {
      int y = outputRow * stride - border.top + ky;
      boolean inside = y >= 0 && y < height;
      for (int c = 0; c < channels; c++) {
        for (int kx = 0; kx < kernelColumns; kx++, patch++) {
          int x = kx - border.left;
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
