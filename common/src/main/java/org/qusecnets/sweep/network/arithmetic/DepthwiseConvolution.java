package org.qusecnets.sweep.network.arithmetic;

import java.util.Arrays;

/**
 * A convolution of each channel by itself, weight by weight: each output is a sum of so few
 * products that a matrix of patches would take longer to fill than to multiply.
 */
final class DepthwiseConvolution implements Convolution {
  private final ConvolutionGeometry geometry;
  private final int multiplier;
  private final float[] inputs;
  private float[] weights;
  private float[] outputGradient;

  DepthwiseConvolution(ConvolutionGeometry geometry, int capacity) {
    this.geometry = geometry;
    multiplier = geometry.filters() / geometry.channels();
    inputs = new float[geometry.inputSize() * capacity];
  }

  @Override
  public int place(int filter, int channel, int row, int column) {
    return (filter * geometry.kernelRows() + row) * geometry.kernelColumns() + column;
  }

  @Override
  public void weightsChanged(float[] values) {
    weights = values;
  }

  @Override
  public void forward(float[] input, float[] output, int count) {
    System.arraycopy(input, 0, inputs, 0, geometry.inputSize() * count);
    Arrays.fill(output, 0, geometry.outputSize() * count, 0f);
    forEachRun(
        count,
        (weight, image, position, length) ->
            Vectors.addMultiple(output, position, input, image, length, weights[weight]));
  }

  @Override
  public void outputGradient(float[] gradient, int count) {
    outputGradient = gradient;
  }

  @Override
  public void weightGradient(float[] gradient, int count) {
    Arrays.fill(gradient, 0f);
    forEachRun(
        count,
        (weight, image, position, length) ->
            gradient[weight] += Vectors.dot(inputs, image, outputGradient, position, length));
  }

  @Override
  public void inputGradient(float[] gradient, int count) {
    Arrays.fill(gradient, 0, geometry.inputSize() * count, 0f);
    forEachRun(
        count,
        (weight, image, position, length) ->
            Vectors.addMultiple(
                gradient, image, outputGradient, position, length, weights[weight]));
  }

  /** Visits what each weight multiplies: runs of the input and of the output side by side. */
  private void forEachRun(int count, Run run) {
    int step = geometry.steps().columns();
    for (int y = 0; y < geometry.outputHeight(); y++) {
      for (int filter = 0; filter < geometry.filters(); filter++) {
        int output = (y * geometry.filters() + filter) * geometry.outputWidth();
        for (int ky = 0; ky < geometry.kernelRows(); ky++) {
          int row = geometry.inputRow(y, ky);
          if (row < 0 || row >= geometry.height()) {
            continue;
          }
          int input = (row * geometry.channels() + filter / multiplier) * geometry.width();
          for (int kx = 0; kx < geometry.kernelColumns(); kx++) {
            int weight = place(filter, 0, ky, kx);
            int first = geometry.first(kx);
            int last = geometry.last(kx);
            int together = step == 1 ? Math.max(1, last - first) : 1;
            for (int x = first; x < last; x += together) {
              int image = input + geometry.inputColumn(x, kx);
              run.visit(weight, image * count, (output + x) * count, together * count);
            }
          }
        }
      }
    }
  }

  @FunctionalInterface
  private interface Run {
    void visit(int weight, int image, int position, int length);
  }

  @Override
  public boolean sumsAlike(int count, int other) {
    return true;
  }

  @Override
  public void close() {
    // It holds nothing outside the heap.
  }
}
