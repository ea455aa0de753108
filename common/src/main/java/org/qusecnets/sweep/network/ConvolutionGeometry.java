package org.qusecnets.sweep.network;

import java.util.Arrays;

/**
 * Which input values meet which weights in a convolution over images stored channels-last [height,
 * width, channels].
 *
 * <p>A patch is what one output position sees: kernel x kernel x channels values in this order. A
 * fully connected layer is the convolution whose kernel is the whole image.
 *
 * @param height input rows
 * @param width input columns
 * @param channels input channels
 * @param kernel rows and columns of the kernel
 * @param stride step of the kernel
 * @param padding zeros on each side of the input
 * @param filters output channels
 */
record ConvolutionGeometry(
    int height, int width, int channels, int kernel, int stride, int padding, int filters) {

  int outputHeight() {
    return (height + 2 * padding - kernel) / stride + 1;
  }

  int outputWidth() {
    return (width + 2 * padding - kernel) / stride + 1;
  }

  /** Output positions of one image. */
  int positions() {
    return outputHeight() * outputWidth();
  }

  /** Values of one patch. */
  int patchSize() {
    return kernel * kernel * channels;
  }

  int inputSize() {
    return height * width * channels;
  }

  int outputSize() {
    return positions() * filters;
  }

  /** Copies the image at {@code from} into its patches, one after another. */
  void unfold(float[] images, int from, float[] patches) {
    forEachRun(
        (patch, image, length) -> System.arraycopy(images, from + image, patches, patch, length),
        (patch, length) -> Arrays.fill(patches, patch, patch + length, 0f));
  }

  /** Adds up patches into the image at {@code from}: the transpose of {@link #unfold}. */
  void fold(float[] patches, float[] images, int from) {
    Arrays.fill(images, from, from + inputSize(), 0f);
    forEachRun(
        (patch, image, length) -> {
          for (int i = 0; i < length; i++) {
            images[from + image + i] += patches[patch + i];
          }
        },
        (patch, length) -> {});
  }

  /**
   * Visits the runs of values that lie side by side both in a patch and in the image, and those
   * that are padding.
   */
  private void forEachRun(Run inside, Padding outside) {
    int row = kernel * channels;
    int patch = 0;
    for (int oy = 0; oy < outputHeight(); oy++) {
      for (int ox = 0; ox < outputWidth(); ox++) {
        int x = ox * stride - padding;
        int first = Math.max(0, -x) * channels;
        int last = Math.min(kernel, width - x) * channels;
        for (int ky = 0; ky < kernel; ky++, patch += row) {
          int y = oy * stride - padding + ky;
          if (y < 0 || y >= height) {
            outside.visit(patch, row);
            continue;
          }
          inside.visit(patch + first, (y * width + x) * channels + first, last - first);
          if (first > 0) {
            outside.visit(patch, first);
          }
          if (last < row) {
            outside.visit(patch + last, row - last);
          }
        }
      }
    }
  }

  @FunctionalInterface
  private interface Run {
    void visit(int patch, int image, int length);
  }

  @FunctionalInterface
  private interface Padding {
    void visit(int patch, int length);
  }
}
