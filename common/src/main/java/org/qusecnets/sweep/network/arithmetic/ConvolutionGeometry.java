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
 * @param steps how the kernel lies and moves
 * @param border zeros around the input
 * @param filters output channels
 * @param reach which channels a filter sees
 */
public record ConvolutionGeometry(
    int height,
    int width,
    int channels,
    int kernelRows,
    int kernelColumns,
    Steps steps,
    Border border,
    int filters,
    Reach reach) {
  /** Which channels a filter sees. */
  public enum Reach {
    /** All. */
    ALL_CHANNELS,
    /** One: the first filters the first channel, and as many each further one. */
    ONE_CHANNEL
  }

  /**
   * How a kernel lies and moves.
   *
   * @param rows from one row of outputs to the next
   * @param columns from one column of outputs to the next
   * @param rowDilation from one of its rows to the next
   * @param columnDilation from one of its columns to the next
   */
  public record Steps(int rows, int columns, int rowDilation, int columnDilation) {
    /** A kernel without gaps that moves alike in rows and columns. */
    public static Steps of(int stride) {
      return new Steps(stride, stride, 1, 1);
    }

    /** Whether the kernel has no gaps. */
    boolean isDense() {
      return rowDilation == 1 && columnDilation == 1;
    }
  }

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

  /** A kernel without gaps over all channels that moves alike in rows and columns. */
  public ConvolutionGeometry(
      int height,
      int width,
      int channels,
      int kernelRows,
      int kernelColumns,
      int stride,
      Border border,
      int filters) {
    this(
        height,
        width,
        channels,
        kernelRows,
        kernelColumns,
        Steps.of(stride),
        border,
        filters,
        Reach.ALL_CHANNELS);
  }

  /** A fully connected layer: a kernel of the whole image. */
  public static ConvolutionGeometry ofWhole(int height, int width, int channels, int units) {
    return new ConvolutionGeometry(height, width, channels, height, width, 1, Border.NONE, units);
  }

  public int outputHeight() {
    int reach = (kernelRows - 1) * steps.rowDilation + 1;
    return (height + border.top + border.bottom - reach) / steps.rows + 1;
  }

  public int outputWidth() {
    int reach = (kernelColumns - 1) * steps.columnDilation + 1;
    return (width + border.left + border.right - reach) / steps.columns + 1;
  }

  /** Output positions of one image. */
  int positions() {
    return outputHeight() * outputWidth();
  }

  /** Values that each output is a sum of. */
  public int patchSize() {
    return kernelRows * kernelColumns * (reach == Reach.ALL_CHANNELS ? channels : 1);
  }

  int inputSize() {
    return height * width * channels;
  }

  public int outputSize() {
    return positions() * filters;
  }

  /** Whether one patch is the whole image. */
  boolean fullyConnected() {
    return border.isNone()
        && steps.isDense()
        && reach == Reach.ALL_CHANNELS
        && kernelRows == height
        && kernelColumns == width;
  }

  /**
   * Visits, for one row of outputs and each place in its patches, the values that stand there: a
   * run of the input, one value for each of the row's positions.
   */
  void forEachRun(int outputRow, Run run) {
    int patch = 0;
    for (int ky = 0; ky < kernelRows; ky++) {
      int y = inputRow(outputRow, ky);
      boolean inside = y >= 0 && y < height;
      for (int c = 0; c < channels; c++) {
        for (int kx = 0; kx < kernelColumns; kx++, patch++) {
          int start = (y * channels + c) * width + inputColumn(0, kx);
          run.visit(patch, start, inside ? first(kx) : 0, inside ? last(kx) : 0);
        }
      }
    }
  }

  /** The row of the input that a row of the kernel meets; outside of it where that is padding. */
  int inputRow(int outputRow, int kernelRow) {
    return outputRow * steps.rows - border.top + kernelRow * steps.rowDilation;
  }

  /** The column of the input that a column of the kernel meets; outside of it likewise. */
  int inputColumn(int outputColumn, int kernelColumn) {
    return outputColumn * steps.columns - border.left + kernelColumn * steps.columnDilation;
  }

  /** The first column of outputs where a column of the kernel meets no padding. */
  int first(int kernelColumn) {
    int start = inputColumn(0, kernelColumn);
    return Math.min(last(kernelColumn), Math.max(0, (steps.columns - 1 - start) / steps.columns));
  }

  /** The column of outputs behind the last one where it does not. */
  int last(int kernelColumn) {
    int room = width - inputColumn(0, kernelColumn);
    return Math.max(0, Math.min(outputWidth(), (room + steps.columns - 1) / steps.columns));
  }

  /** Takes what {@link #forEachRun} visits. */
  @FunctionalInterface
  interface Run {
    /**
     * The values at one place of the patches.
     *
     * @param patch the place in [kernel rows, channels, kernel columns]
     * @param image where in the image the first position's value lies; position p's is {@code p}
     *     times the columns' step further
     * @param first the first position that does not see padding here
     * @param last the position after the last one that does not; all see padding where it equals
     *     {@code first}
     */
    void visit(int patch, int image, int first, int last);
  }
}
