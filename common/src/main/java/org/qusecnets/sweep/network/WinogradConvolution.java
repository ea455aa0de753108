package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.List;

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
  private static final int FEWEST_CHANNELS = 16;
  private static final int BLOCK = 1024;

  private final ConvolutionGeometry geometry;
  private final ToomCook rows;
  private final ToomCook columns;
  private final VectorTransform rowsOfInputGradient;
  private final VectorTransform columnsOfInputGradient;
  private final VectorTransform rowsOfWeightGradient;
  private final VectorTransform columnsOfWeightGradient;
  private final VectorTransform rowsOfOutputGradient;
  private final VectorTransform columnsOfOutputGradient;
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

  WinogradConvolution(ConvolutionGeometry geometry, int capacity) {
    this.geometry = geometry;
    int taps = geometry.kernel() / geometry.stride();
    rows = ToomCook.of(geometry.outputHeight(), taps);
    columns = ToomCook.of(geometry.outputWidth(), taps);
    rowsOfInputGradient = rows.input().transposed();
    columnsOfInputGradient = columns.input().transposed();
    rowsOfWeightGradient = rows.filter().transposed();
    columnsOfWeightGradient = columns.filter().transposed();
    rowsOfOutputGradient = rows.output().transposed();
    columnsOfOutputGradient = columns.output().transposed();
    depth = geometry.stride() * geometry.stride() * geometry.channels();
    weights = new NativeFloats(products() * depth * geometry.filters());
    weightGradient = new NativeFloats(products() * depth * geometry.filters());
    inputs = new NativeFloats(products() * depth * capacity);
    outputs = new NativeFloats(products() * geometry.filters() * capacity);
    halfway =
        new float[rows.points() * Math.max(geometry.width() * capacity, geometry.kernel() * BLOCK)];
    points = new float[columns.points() * Math.max(capacity, BLOCK)];
  }

  /** Whether this way is both possible and worth it. */
  static boolean suits(ConvolutionGeometry geometry) {
    int taps = geometry.kernel() / geometry.stride();
    return geometry.padding() == 0
        && geometry.kernel() % geometry.stride() == 0
        && taps > 1
        && taps <= ToomCook.MOST_TAPS
        && geometry.outputHeight() > 1
        && geometry.outputWidth() > 1
        && geometry.height() == geometry.stride() * (geometry.outputHeight() + taps - 1)
        && geometry.width() == geometry.stride() * (geometry.outputWidth() + taps - 1)
        && geometry.channels() >= FEWEST_CHANNELS;
  }

  private int products() {
    return rows.points() * columns.points();
  }

  @Override
  public int place(int filter, int channel, int row, int column) {
    return ((row * geometry.kernel() + column) * geometry.channels() + channel) * geometry.filters()
        + filter;
  }

  @Override
  public void weightsChanged(float[] values) {
    int stride = geometry.stride();
    int kernel = geometry.kernel();
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
    int stride = geometry.stride();
    int row = geometry.width() * count;
    for (int rowPhase = 0; rowPhase < stride; rowPhase++) {
      for (int channel = 0; channel < geometry.channels(); channel++) {
        rows.input()
            .apply(
                input,
                (rowPhase * geometry.channels() + channel) * row,
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
                    0,
                    count,
                    count);
            int place = (rowPhase * stride + columnPhase) * geometry.channels() + channel;
            for (int q = 0; q < columns.points(); q++) {
              inputs.write(
                  ((p * columns.points() + q) * depth + place) * count, points, q * count, count);
            }
          }
        }
      }
    }
    forward.compute(count);
    int outputRow = geometry.outputWidth() * count;
    for (int filter = 0; filter < geometry.filters(); filter++) {
      for (int p = 0; p < rows.points(); p++) {
        for (int q = 0; q < columns.points(); q++) {
          outputs.read(
              ((p * columns.points() + q) * geometry.filters() + filter) * count,
              points,
              q * count,
              count);
        }
        columns.output().apply(points, 0, count, halfway, p * outputRow, count, count);
      }
      rows.output()
          .apply(
              halfway,
              0,
              outputRow,
              output,
              filter * outputRow,
              geometry.filters() * outputRow,
              outputRow);
    }
  }

  @Override
  public void outputGradient(float[] gradient, int count) {
    int outputRow = geometry.outputWidth() * count;
    for (int filter = 0; filter < geometry.filters(); filter++) {
      rowsOfOutputGradient.apply(
          gradient,
          filter * outputRow,
          geometry.filters() * outputRow,
          halfway,
          0,
          outputRow,
          outputRow);
      for (int p = 0; p < rows.points(); p++) {
        columnsOfOutputGradient.apply(halfway, p * outputRow, count, points, 0, count, count);
        for (int q = 0; q < columns.points(); q++) {
          outputs.write(
              ((p * columns.points() + q) * geometry.filters() + filter) * count,
              points,
              q * count,
              count);
        }
      }
    }
  }

  @Override
  public void weightGradient(float[] gradient, int count) {
    toWeights.compute(count);
    int stride = geometry.stride();
    int kernel = geometry.kernel();
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
    int stride = geometry.stride();
    int row = geometry.width() * count;
    for (int rowPhase = 0; rowPhase < stride; rowPhase++) {
      for (int channel = 0; channel < geometry.channels(); channel++) {
        for (int p = 0; p < rows.points(); p++) {
          for (int columnPhase = 0; columnPhase < stride; columnPhase++) {
            int place = (rowPhase * stride + columnPhase) * geometry.channels() + channel;
            for (int q = 0; q < columns.points(); q++) {
              inputs.read(
                  ((p * columns.points() + q) * depth + place) * count, points, q * count, count);
            }
            columnsOfInputGradient.apply(
                points, 0, count, halfway, p * row + columnPhase * count, stride * count, count);
          }
        }
        rowsOfInputGradient.apply(
            halfway,
            0,
            row,
            gradient,
            (rowPhase * geometry.channels() + channel) * row,
            stride * geometry.channels() * row,
            row);
      }
    }
  }

  private List<MatrixProduct> forwardProducts(int count) {
    List<MatrixProduct> products = new ArrayList<>();
    for (int p = 0; p < products(); p++) {
      products.add(
          MatrixProduct.ofTransposed(
              weights.matrix(p * depth * geometry.filters(), depth, geometry.filters()),
              inputs.matrix(p * depth * count, depth, count),
              outputs.matrix(p * geometry.filters() * count, geometry.filters(), count)));
    }
    return products;
  }

  private List<MatrixProduct> inputGradientProducts(int count) {
    List<MatrixProduct> products = new ArrayList<>();
    for (int p = 0; p < products(); p++) {
      products.add(
          MatrixProduct.of(
              weights.matrix(p * depth * geometry.filters(), depth, geometry.filters()),
              outputs.matrix(p * geometry.filters() * count, geometry.filters(), count),
              inputs.matrix(p * depth * count, depth, count)));
    }
    return products;
  }

  private List<MatrixProduct> weightGradientProducts(int count) {
    List<MatrixProduct> products = new ArrayList<>();
    for (int p = 0; p < products(); p++) {
      products.add(
          MatrixProduct.byTransposed(
              inputs.matrix(p * depth * count, depth, count),
              outputs.matrix(p * geometry.filters() * count, geometry.filters(), count),
              weightGradient.matrix(p * depth * geometry.filters(), depth, geometry.filters())));
    }
    return products;
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
