package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A convolution as one matrix product for each row of outputs: the weights times the patches of the
 * input that the row's outputs see.
 *
 * <p>A patch is [kernel rows, channels, kernel columns]. A fully connected layer, whose kernel is
 * the whole image, has one patch: its input as it is.
 */
final class PatchConvolution implements Convolution {
  private final ConvolutionGeometry geometry;
  private final NativeFloats weights;
  private final NativeFloats weightGradient;
  private final NativeFloats patches;
  private final NativeFloats patchGradients;
  private final NativeFloats outputs;
  private final PreparedProducts forward = new PreparedProducts(this::forwardProducts);
  private final PreparedProducts toWeights = new PreparedProducts(this::weightGradientProducts);
  private final PreparedProducts toPatches = new PreparedProducts(this::patchGradientProducts);
  private final float[] zeros;
  private final float[] rowGradient;

  PatchConvolution(ConvolutionGeometry geometry, int capacity) {
    this.geometry = geometry;
    int patch = geometry.patchSize();
    int positions = geometry.positions() * capacity;
    weights = new NativeFloats(patch * geometry.filters());
    weightGradient = new NativeFloats(patch * geometry.filters());
    patches = new NativeFloats(patch * positions);
    patchGradients = new NativeFloats(patch * positions);
    outputs = new NativeFloats(geometry.filters() * positions);
    zeros = new float[geometry.outputWidth() * capacity];
    rowGradient = new float[geometry.outputWidth() * capacity];
  }

  @Override
  public int place(int filter, int channel, int row, int column) {
    return ((row * geometry.channels() + channel) * geometry.kernel() + column) * geometry.filters()
        + filter;
  }

  @Override
  public void weightsChanged(float[] values) {
    weights.write(0, values, 0, values.length);
  }

  @Override
  public void forward(float[] input, float[] output, int count) {
    if (geometry.fullyConnected()) {
      patches.write(0, input, 0, geometry.inputSize() * count);
    } else {
      unfold(input, count);
    }
    forward.compute(count);
    outputs.read(0, output, 0, geometry.outputSize() * count);
  }

  private void unfold(float[] input, int count) {
    int run = geometry.outputWidth() * count;
    geometry.forEachRun(
        (patch, image, first, last) -> {
          int place = patch * run;
          if (first > 0) {
            patches.write(place, zeros, 0, first * count);
          }
          if (last < geometry.outputWidth()) {
            patches.write(place + last * count, zeros, 0, (geometry.outputWidth() - last) * count);
          }
          if (geometry.stride() == 1) {
            patches.write(
                place + first * count, input, (image + first) * count, (last - first) * count);
          } else {
            for (int x = first; x < last; x++) {
              patches.write(
                  place + x * count, input, (image + x * geometry.stride()) * count, count);
            }
          }
        });
  }

  @Override
  public void outputGradient(float[] gradient, int count) {
    outputs.write(0, gradient, 0, geometry.outputSize() * count);
  }

  @Override
  public void weightGradient(float[] gradient, int count) {
    toWeights.compute(count);
    weightGradient.read(0, gradient, 0, gradient.length);
  }

  @Override
  public void inputGradient(float[] gradient, int count) {
    toPatches.compute(count);
    if (geometry.fullyConnected()) {
      patchGradients.read(0, gradient, 0, geometry.inputSize() * count);
    } else {
      java.util.Arrays.fill(gradient, 0, geometry.inputSize() * count, 0f);
      fold(gradient, count);
    }
  }

  private void fold(float[] gradient, int count) {
    int run = geometry.outputWidth() * count;
    geometry.forEachRun(
        (patch, image, first, last) -> {
          patchGradients.read(patch * run, rowGradient, 0, run);
          if (geometry.stride() == 1) {
            Vectors.add(
                gradient,
                (image + first) * count,
                rowGradient,
                first * count,
                (last - first) * count);
          } else {
            for (int x = first; x < last; x++) {
              Vectors.add(
                  gradient, (image + x * geometry.stride()) * count, rowGradient, x * count, count);
            }
          }
        });
  }

  private List<MatrixProduct> forwardProducts(int count) {
    List<MatrixProduct> products = new ArrayList<>();
    Row row = new Row(count);
    for (int y = 0; y < geometry.outputHeight(); y++) {
      products.add(
          MatrixProduct.ofTransposed(
              row.weights(weights), row.patches(patches, y), row.outputs(y)));
    }
    return products;
  }

  private List<MatrixProduct> patchGradientProducts(int count) {
    List<MatrixProduct> products = new ArrayList<>();
    Row row = new Row(count);
    for (int y = 0; y < geometry.outputHeight(); y++) {
      products.add(
          MatrixProduct.of(row.weights(weights), row.outputs(y), row.patches(patchGradients, y)));
    }
    return products;
  }

  private List<MatrixProduct> weightGradientProducts(int count) {
    List<MatrixProduct> products = new ArrayList<>();
    Row row = new Row(count);
    for (int y = 0; y < geometry.outputHeight(); y++) {
      var patchesOfRow = row.patches(patches, y);
      var target = row.weights(weightGradient);
      products.add(
          y == 0
              ? MatrixProduct.byTransposed(patchesOfRow, row.outputs(y), target)
              : MatrixProduct.byTransposedOnto(patchesOfRow, row.outputs(y), target));
    }
    return products;
  }

  /** The matrices of one row of outputs. */
  private final class Row {
    private final int columns;

    Row(int count) {
      columns = geometry.outputWidth() * count;
    }

    org.nd4j.linalg.api.ndarray.INDArray weights(NativeFloats values) {
      return values.matrix(0, geometry.patchSize(), geometry.filters());
    }

    org.nd4j.linalg.api.ndarray.INDArray patches(NativeFloats values, int y) {
      return values.matrix(y * geometry.patchSize() * columns, geometry.patchSize(), columns);
    }

    org.nd4j.linalg.api.ndarray.INDArray outputs(int y) {
      return outputs.matrix(y * geometry.filters() * columns, geometry.filters(), columns);
    }
  }

  @Override
  public void close() {
    forward.close();
    toWeights.close();
    toPatches.close();
    weights.close();
    weightGradient.close();
    patches.close();
    patchGradients.close();
    outputs.close();
  }
}
