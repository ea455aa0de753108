package org.qusecnets.sweep.network.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry.Reach;

/**
 * Where DL4J has the weights of a layer: [filters, channels, rows, columns] of convolutions, [rows,
 * columns, channels, filters of a channel] of depthwise ones, and [channels x rows x columns,
 * units] of fully connected layers.
 */
public final class WeightOrder {
  private WeightOrder() {}

  /** Takes a weight. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * One of them.
     *
     * @param channel of those that the filter sees, from 0 on
     * @param place where DL4J has it, in C order
     */
    void visit(int filter, int channel, int row, int column, int place);
  }

  /** Visits all weights, filter by filter and channel by channel. */
  public static void forEach(ConvolutionGeometry geometry, INDArray weights, Visitor visitor) {
    int rows = geometry.kernelRows();
    int columns = geometry.kernelColumns();
    int filters = geometry.filters();
    boolean depthwise = geometry.reach() == Reach.ONE_CHANNEL;
    boolean dense = weights.rank() == 2;
    int channels = depthwise ? 1 : geometry.channels();
    for (int f = 0; f < filters; f++) {
      for (int c = 0; c < channels; c++) {
        for (int y = 0; y < rows; y++) {
          for (int x = 0; x < columns; x++) {
            int inFilter = (c * rows + y) * columns + x;
            boolean filterLast = dense || depthwise;
            int place =
                filterLast ? inFilter * filters + f : f * channels * rows * columns + inFilter;
            visitor.visit(f, c, y, x, place);
          }
        }
      }
    }
  }
}
