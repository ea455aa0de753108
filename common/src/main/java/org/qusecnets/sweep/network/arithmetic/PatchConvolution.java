package org.qusecnets.sweep.network.arithmetic;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution as one matrix product for each row of outputs: the weights times the patches of the
 * input that the row's outputs see.
 *
 * <p>A patch is [kernel rows, channels, kernel columns]. A fully connected layer, whose kernel is
 * the whole image, has one patch: its input as it is.
 */
final class PatchConvolution implements Convolution {
  /** Values of patches that are kept from a pass forward for the gradient of the weights: 64 MB. */
  private static final long MOST_KEPT = 1L << 24;

  private final ConvolutionGeometry geometry;
  private final int rowsKept;

  /** The values of the last pass forward, where patches are unfolded again for the weights. */
  private final float[] inputs;

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

  PatchConvolution(ConvolutionGeometry geometry, Purpose purpose, int capacity) {
    this(geometry, purpose, capacity, MOST_KEPT);
  }

  /**
   * A convolution.
   *
   * @param mostKept values of patches that are at most kept for the gradient of the weights; where
   *     there are more, they are unfolded again
   */
  PatchConvolution(ConvolutionGeometry geometry, Purpose purpose, int capacity, long mostKept) {
    this.geometry = geometry;
    boolean training = purpose == Purpose.TRAINING;
    int patch = geometry.patchSize();
    int row = Math.multiplyExact(geometry.outputWidth(), capacity);
    long all = (long) geometry.outputHeight() * patch * row;
    rowsKept = training && all <= mostKept ? geometry.outputHeight() : 1;
    inputs =
        new float
            [training && rowsKept < geometry.outputHeight() ? geometry.inputSize() * capacity : 0];
    weights = new NativeFloats(patch * geometry.filters());
    weightGradient = new NativeFloats(training ? patch * geometry.filters() : 1);
    patches = new NativeFloats(Math.toIntExact((long) rowsKept * patch * row));
    patchGradients = new NativeFloats(Math.multiplyExact(patch, row));
    outputs =
        new NativeFloats(Math.multiplyExact(geometry.outputHeight() * geometry.filters(), row));
    zeros = new float[row];
    rowGradient = new float[row];
  }

  @Override
  public int place(int filter, int channel, int row, int column) {
    return ((row * geometry.channels() + channel) * geometry.kernelColumns() + column)
            * geometry.filters()
        + filter;
  }

  @Override
  public void weightsChanged(float[] values) {
    weights.write(0, values, 0, values.length);
  }

  @Override
  public void forward(float[] input, float[] output, int count) {
    if (inputs.length > 0) {
      System.arraycopy(input, 0, inputs, 0, geometry.inputSize() * count);
    }
    int row = geometry.filters() * geometry.outputWidth() * count;
    for (int y = 0; y < geometry.outputHeight(); y++) {
      if (geometry.fullyConnected()) {
        patches.write(0, input, 0, geometry.inputSize() * count);
      } else {
        unfold(input, y, count);
      }
      forward.compute(count, y);
      outputs.read(y * row, output, y * row, row);
    }
  }

  private void unfold(float[] input, int y, int count) {
    int run = geometry.outputWidth() * count;
    int start = y % rowsKept * geometry.patchSize() * run;
    geometry.forEachRun(
        y,
        (patch, image, first, last) -> {
          int place = start + patch * run;
          patches.write(place, zeros, 0, first * count);
          patches.write(place + last * count, zeros, 0, (geometry.outputWidth() - last) * count);
          forEachPiece(
              image,
              first,
              last,
              (imagePiece, position, positions) ->
                  patches.write(
                      place + position * count, input, imagePiece * count, positions * count));
        });
  }

  @Override
  public void outputGradient(float[] gradient, int count) {
    outputs.write(0, gradient, 0, geometry.outputSize() * count);
  }

  @Override
  public void weightGradient(float[] gradient, int count) {
    if (inputs.length == 0) {
      toWeights.compute(count);
    } else {
      for (int y = 0; y < geometry.outputHeight(); y++) {
        unfold(inputs, y, count);
        toWeights.compute(count, y);
      }
    }
    weightGradient.read(0, gradient, 0, gradient.length);
  }

  @Override
  public void inputGradient(float[] gradient, int count) {
    Arrays.fill(gradient, 0, geometry.inputSize() * count, 0f);
    for (int y = 0; y < geometry.outputHeight(); y++) {
      toPatches.compute(count, y);
      if (geometry.fullyConnected()) {
        patchGradients.read(0, gradient, 0, geometry.inputSize() * count);
      } else {
        fold(gradient, y, count);
      }
    }
  }

  private void fold(float[] gradient, int y, int count) {
    int run = geometry.outputWidth() * count;
    geometry.forEachRun(
        y,
        (patch, image, first, last) -> {
          patchGradients.read(patch * run, rowGradient, 0, run);
          forEachPiece(
              image,
              first,
              last,
              (imagePiece, position, positions) ->
                  Vectors.add(
                      gradient,
                      imagePiece * count,
                      rowGradient,
                      position * count,
                      positions * count));
        });
  }

  /** Visits the pieces of a run that lie side by side in the image: all of it at stride 1. */
  private void forEachPiece(int image, int first, int last, Piece piece) {
    if (geometry.steps().columns() == 1) {
      if (last > first) {
        piece.visit(image + first, first, last - first);
      }
    } else {
      for (int x = first; x < last; x++) {
        piece.visit(image + x * geometry.steps().columns(), x, 1);
      }
    }
  }

  @FunctionalInterface
  private interface Piece {
    void visit(int image, int position, int positions);
  }

  private List<MatrixProduct> forwardProducts(int count) {
    return IntStream.range(0, geometry.outputHeight())
        .mapToObj(
            y -> MatrixProduct.ofTransposed(matrix(weights), patches(y, count), outputs(y, count)))
        .toList();
  }

  private List<MatrixProduct> patchGradientProducts(int count) {
    INDArray target =
        patchGradients.matrix(0, geometry.patchSize(), geometry.outputWidth() * count);
    return IntStream.range(0, geometry.outputHeight())
        .mapToObj(y -> MatrixProduct.of(matrix(weights), outputs(y, count), target))
        .toList();
  }

  private List<MatrixProduct> weightGradientProducts(int count) {
    INDArray target = matrix(weightGradient);
    return IntStream.range(0, geometry.outputHeight())
        .mapToObj(
            y ->
                y == 0
                    ? MatrixProduct.byTransposed(patches(y, count), outputs(y, count), target)
                    : MatrixProduct.byTransposedOnto(patches(y, count), outputs(y, count), target))
        .toList();
  }

  private INDArray matrix(NativeFloats values) {
    return values.matrix(0, geometry.patchSize(), geometry.filters());
  }

  private INDArray patches(int y, int count) {
    int columns = geometry.outputWidth() * count;
    int start = y % rowsKept * geometry.patchSize() * columns;
    return patches.matrix(start, geometry.patchSize(), columns);
  }

  private INDArray outputs(int y, int count) {
    int columns = geometry.outputWidth() * count;
    return outputs.matrix(y * geometry.filters() * columns, geometry.filters(), columns);
  }

  @Override
  public boolean sumsAlike(int count, int other) {
    return MatrixProduct.sumsAlike(geometry.outputWidth() * count, geometry.outputWidth() * other);
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
