package org.qusecnets.sweep.network.arithmetic;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution by Toom and Cook's method in rows and in columns: values are taken to points, where
 * one matrix product each replaces the convolution, and back.
 *
 * <p>A convolution of stride s is the sum of s x s convolutions of stride 1, one for each phase:
 * the values whose row and column leave the same remainders. At each point the phases are more
 * channels of one product. For the 6 x 6 kernel of stride 2 over 14 x 14 values that makes 81
 * products in place of 225, so about a third of the arithmetic.
 */
final class WinogradConvolution implements Convolution {
  /** With fewer, products would be too small for what the points cost. */
  private static final int FEWEST_CHANNELS = 16;

  /** Weights at all points: 256 MB. More would take longer to transform than they spare. */
  private static final long MOST_WEIGHTS = 1L << 26;

  /** Weights that are transformed together: few enough for the caches. */
  private static final int BLOCK = 1024;

  /** Values that are at least copied together: single vectors may be too short a copy. */
  private static final int RUN = 512;

  private final ConvolutionGeometry geometry;
  private final ToomCook rows;
  private final ToomCook columns;
  private final VectorTransform rowsOfInputGradient;
  private final VectorTransform columnsOfInputGradient;
  private final VectorTransform rowsOfWeightGradient;
  private final VectorTransform columnsOfWeightGradient;
  private final VectorTransform rowsOfOutputGradient;
  private final VectorTransform columnsOfOutputGradient;
  private final int stride;
  private final int depth;
  private final NativeFloats weights;
  private final NativeFloats weightGradient;
  private final NativeFloats inputs;
  private final NativeFloats outputs;
  private final PreparedProducts forward = new PreparedProducts(this::forwardProducts);
  private final PreparedProducts toInputs = new PreparedProducts(this::inputGradientProducts);
  private final PreparedProducts toWeights = new PreparedProducts(this::weightGradientProducts);
  private final float[] halfway;
  private final float[] points;

  WinogradConvolution(ConvolutionGeometry geometry, Purpose purpose, int capacity) {
    this.geometry = geometry;
    stride = geometry.steps().rows();
    int taps = geometry.kernelRows() / stride;
    rows = ToomCook.of(geometry.outputHeight(), taps);
    columns = ToomCook.of(geometry.outputWidth(), taps);
    rowsOfInputGradient = rows.input().transposed();
    columnsOfInputGradient = columns.input().transposed();
    rowsOfWeightGradient = rows.filter().transposed();
    columnsOfWeightGradient = columns.filter().transposed();
    rowsOfOutputGradient = rows.output().transposed();
    columnsOfOutputGradient = columns.output().transposed();
    depth = stride * stride * geometry.channels();
    weights = new NativeFloats(products() * depth * geometry.filters());
    weightGradient =
        new NativeFloats(purpose == Purpose.TRAINING ? products() * depth * geometry.filters() : 1);
    inputs = new NativeFloats(products() * depth * capacity);
    outputs = new NativeFloats(products() * geometry.filters() * capacity);
    halfway =
        new float
            [rows.points() * Math.max(geometry.width() * capacity, geometry.kernelRows() * BLOCK)];
    int longest = Math.max(RUN, capacity);
    points = new float[Math.max(stride * products() * longest, columns.points() * BLOCK)];
  }

  /** Whether this way is both possible and worth it for batches of so many images. */
  static boolean suits(ConvolutionGeometry geometry, int capacity) {
    return hasTiles(geometry) && fits(geometry, capacity);
  }

  /** Whether what it holds at all points is no more than an array has. */
  private static boolean fits(ConvolutionGeometry geometry, int capacity) {
    int stride = geometry.steps().rows();
    int taps = geometry.kernelRows() / stride;
    long products =
        (long) ToomCook.points(geometry.outputHeight(), taps)
            * ToomCook.points(geometry.outputWidth(), taps);
    long depth = (long) stride * stride * geometry.channels();
    long values = products * Math.max(depth, geometry.filters());
    return products * depth * geometry.filters() <= MOST_WEIGHTS
        && Math.max(values, stride * products) <= Integer.MAX_VALUE / Math.max(RUN, capacity);
  }

  private static boolean hasTiles(ConvolutionGeometry geometry) {
    int stride = geometry.steps().rows();
    int taps = geometry.kernelRows() / stride;
    return geometry.border().isNone()
        && geometry.steps().equals(ConvolutionGeometry.Steps.of(stride))
        && geometry.reach() == ConvolutionGeometry.Reach.ALL_CHANNELS
        && geometry.kernelRows() == geometry.kernelColumns()
        && geometry.kernelRows() % stride == 0
        && taps > 1
        && taps <= ToomCook.MOST_TAPS
        && geometry.outputHeight() > 1
        && geometry.outputWidth() > 1
        && geometry.height() == stride * (geometry.outputHeight() + taps - 1)
        && geometry.width() == stride * (geometry.outputWidth() + taps - 1)
        && geometry.channels() >= FEWEST_CHANNELS;
  }

  private int products() {
    return rows.points() * columns.points();
  }

  @Override
  public int place(int filter, int channel, int row, int column) {
    return ((row * geometry.kernelRows() + column) * geometry.channels() + channel)
            * geometry.filters()
        + filter;
  }

  @Override
  public void weightsChanged(float[] values) {
    int kernel = geometry.kernelRows();
    int plane = geometry.channels() * geometry.filters();
    for (int block = 0; block < plane; block += BLOCK) {
      int length = Math.min(BLOCK, plane - block);
      for (int rowPhase = 0; rowPhase < stride; rowPhase++) {
        for (int column = 0; column < kernel; column++) {
          rows.filter()
              .apply(
                  values,
                  (rowPhase * kernel + column) * plane + block,
                  stride * kernel * plane,
                  halfway,
                  column * length,
                  kernel * length,
                  length);
        }
        for (int p = 0; p < rows.points(); p++) {
          for (int columnPhase = 0; columnPhase < stride; columnPhase++) {
            columns
                .filter()
                .apply(
                    halfway,
                    (p * kernel + columnPhase) * length,
                    stride * length,
                    points,
                    0,
                    length,
                    length);
            int phase = rowPhase * stride + columnPhase;
            for (int q = 0; q < columns.points(); q++) {
              weights.write(
                  ((p * columns.points() + q) * stride * stride + phase) * plane + block,
                  points,
                  q * length,
                  length);
            }
          }
        }
      }
    }
  }

  @Override
  public void forward(float[] input, float[] output, int count) {
    int row = geometry.width() * count;
    for (int rowPhase = 0; rowPhase < stride; rowPhase++) {
      for (int first = 0; first < geometry.channels(); first += together(count)) {
        int run = Math.min(together(count), geometry.channels() - first) * count;
        for (int channel = 0; channel * count < run; channel++) {
          rows.input()
              .apply(
                  input,
                  (rowPhase * geometry.channels() + first + channel) * row,
                  stride * geometry.channels() * row,
                  halfway,
                  0,
                  row,
                  row);
          for (int p = 0; p < rows.points(); p++) {
            for (int columnPhase = 0; columnPhase < stride; columnPhase++) {
              columns
                  .input()
                  .apply(
                      halfway,
                      p * row + columnPhase * count,
                      stride * count,
                      points,
                      (columnPhase * products() + p * columns.points()) * run + channel * count,
                      run,
                      count);
            }
          }
        }
        for (int columnPhase = 0; columnPhase < stride; columnPhase++) {
          int place = (rowPhase * stride + columnPhase) * geometry.channels() + first;
          for (int p = 0; p < products(); p++) {
            inputs.write(
                (p * depth + place) * count, points, (columnPhase * products() + p) * run, run);
          }
        }
      }
    }
    forward.compute(count);
    outputs(output, count);
  }

  private void outputs(float[] output, int count) {
    int row = geometry.outputWidth() * count;
    for (int first = 0; first < geometry.filters(); first += together(count)) {
      int run = Math.min(together(count), geometry.filters() - first) * count;
      for (int p = 0; p < products(); p++) {
        outputs.read((p * geometry.filters() + first) * count, points, p * run, run);
      }
      for (int filter = 0; filter * count < run; filter++) {
        for (int p = 0; p < rows.points(); p++) {
          columns
              .output()
              .apply(
                  points,
                  p * columns.points() * run + filter * count,
                  run,
                  halfway,
                  p * row,
                  count,
                  count);
        }
        rows.output()
            .apply(halfway, 0, row, output, (first + filter) * row, geometry.filters() * row, row);
      }
    }
  }

  /** Channels whose values at a point are copied together. */
  private static int together(int count) {
    return Math.max(1, RUN / count);
  }

  @Override
  public void outputGradient(float[] gradient, int count) {
    int row = geometry.outputWidth() * count;
    for (int first = 0; first < geometry.filters(); first += together(count)) {
      int run = Math.min(together(count), geometry.filters() - first) * count;
      for (int filter = 0; filter * count < run; filter++) {
        rowsOfOutputGradient.apply(
            gradient, (first + filter) * row, geometry.filters() * row, halfway, 0, row, row);
        for (int p = 0; p < rows.points(); p++) {
          columnsOfOutputGradient.apply(
              halfway,
              p * row,
              count,
              points,
              p * columns.points() * run + filter * count,
              run,
              count);
        }
      }
      for (int p = 0; p < products(); p++) {
        outputs.write((p * geometry.filters() + first) * count, points, p * run, run);
      }
    }
  }

  @Override
  public void weightGradient(float[] gradient, int count) {
    toWeights.compute(count);
    int kernel = geometry.kernelRows();
    int plane = geometry.channels() * geometry.filters();
    for (int block = 0; block < plane; block += BLOCK) {
      int length = Math.min(BLOCK, plane - block);
      for (int rowPhase = 0; rowPhase < stride; rowPhase++) {
        for (int p = 0; p < rows.points(); p++) {
          for (int columnPhase = 0; columnPhase < stride; columnPhase++) {
            int phase = rowPhase * stride + columnPhase;
            for (int q = 0; q < columns.points(); q++) {
              weightGradient.read(
                  ((p * columns.points() + q) * stride * stride + phase) * plane + block,
                  points,
                  q * length,
                  length);
            }
            columnsOfWeightGradient.apply(
                points,
                0,
                length,
                halfway,
                (p * kernel + columnPhase) * length,
                stride * length,
                length);
          }
        }
        for (int column = 0; column < kernel; column++) {
          rowsOfWeightGradient.apply(
              halfway,
              column * length,
              kernel * length,
              gradient,
              (rowPhase * kernel + column) * plane + block,
              stride * kernel * plane,
              length);
        }
      }
    }
  }

  @Override
  public void inputGradient(float[] gradient, int count) {
    toInputs.compute(count);
    int row = geometry.width() * count;
    for (int rowPhase = 0; rowPhase < stride; rowPhase++) {
      for (int first = 0; first < geometry.channels(); first += together(count)) {
        int run = Math.min(together(count), geometry.channels() - first) * count;
        for (int columnPhase = 0; columnPhase < stride; columnPhase++) {
          int place = (rowPhase * stride + columnPhase) * geometry.channels() + first;
          for (int p = 0; p < products(); p++) {
            inputs.read(
                (p * depth + place) * count, points, (columnPhase * products() + p) * run, run);
          }
        }
        for (int channel = 0; channel * count < run; channel++) {
          for (int p = 0; p < rows.points(); p++) {
            for (int columnPhase = 0; columnPhase < stride; columnPhase++) {
              columnsOfInputGradient.apply(
                  points,
                  (columnPhase * products() + p * columns.points()) * run + channel * count,
                  run,
                  halfway,
                  p * row + columnPhase * count,
                  stride * count,
                  count);
            }
          }
          rowsOfInputGradient.apply(
              halfway,
              0,
              row,
              gradient,
              (rowPhase * geometry.channels() + first + channel) * row,
              stride * geometry.channels() * row,
              row);
        }
      }
    }
  }

  private List<MatrixProduct> forwardProducts(int count) {
    return IntStream.range(0, products())
        .mapToObj(
            p ->
                MatrixProduct.ofTransposed(
                    atPoint(weights, p), inputs(p, count), outputs(p, count)))
        .toList();
  }

  private List<MatrixProduct> inputGradientProducts(int count) {
    return IntStream.range(0, products())
        .mapToObj(p -> MatrixProduct.of(atPoint(weights, p), outputs(p, count), inputs(p, count)))
        .toList();
  }

  private List<MatrixProduct> weightGradientProducts(int count) {
    return IntStream.range(0, products())
        .mapToObj(
            p ->
                MatrixProduct.byTransposed(
                    inputs(p, count), outputs(p, count), atPoint(weightGradient, p)))
        .toList();
  }

  private INDArray atPoint(NativeFloats values, int point) {
    return values.matrix(point * depth * geometry.filters(), depth, geometry.filters());
  }

  private INDArray inputs(int point, int count) {
    return inputs.matrix(point * depth * count, depth, count);
  }

  private INDArray outputs(int point, int count) {
    return outputs.matrix(point * geometry.filters() * count, geometry.filters(), count);
  }

  @Override
  public boolean sumsAlike(int count, int other) {
    return MatrixProduct.sumsAlike(count, other);
  }

  @Override
  public void close() {
    forward.close();
    toInputs.close();
    toWeights.close();
    weights.close();
    weightGradient.close();
    inputs.close();
    outputs.close();
  }
}
