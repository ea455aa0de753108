package org.qusecnets.sweep.network.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.network.NaiveQuantization;
import org.qusecnets.sweep.network.NumpyFile;
import org.qusecnets.sweep.network.export.ModelDescription.BoundedRelu;
import org.qusecnets.sweep.network.export.ModelDescription.Convolution;
import org.qusecnets.sweep.network.export.ModelDescription.Dense;
import org.qusecnets.sweep.network.export.ModelDescription.Padding;
import org.qusecnets.sweep.network.export.ModelDescription.Quantization;
import org.qusecnets.sweep.network.export.ModelDescription.QuantizedActivation;

/**
 * Computes an exported network from its description and its arrays alone, by the definitions and in
 * double precision.
 */
final class NaiveImporter {
  private final ModelDescription description;
  private final Map<String, INDArray> arrays;

  private NaiveImporter(ModelDescription description, Map<String, INDArray> arrays) {
    this.description = description;
    this.arrays = arrays;
  }

  /** Reads an export's arrays with ND4J's reader of NumPy files. */
  static NaiveImporter of(ModelExport export) throws IOException {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(export.arrays()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        arrays.put(
            name.substring(0, name.length() - ".npy".length()), NumpyFile.read(zip.readAllBytes()));
      }
    }
    return new NaiveImporter(export.description(), arrays);
  }

  static NaiveImporter of(ExportedLayers layers) {
    return new NaiveImporter(
        new ModelDescription(1, null, 0, null, layers.descriptions(), null), layers.arrays());
  }

  Map<String, INDArray> arrays() {
    return arrays;
  }

  /** The logits of one image, given as [channels, rows, columns]. */
  double[] logits(double[][][] image) {
    double[][][] values = image;
    for (ModelDescription.Layer layer : description.layers()) {
      if (layer instanceof Quantization quantization) {
        values = quantize(quantization, values);
      } else if (layer instanceof Convolution convolution) {
        values = convolve(convolution, values);
      } else if (layer instanceof Dense dense) {
        values = multiply(dense, values);
      } else if (layer instanceof BoundedRelu bounded) {
        values = map(values, x -> Math.min(bounded.limit(), Math.max(0, x)));
      } else if (layer instanceof QuantizedActivation quantized) {
        double[] thresholds = arrays.get(quantized.thresholds().array()).toDoubleVector();
        values = map(values, x -> step(x, thresholds));
      }
    }
    double[] logits = new double[values.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = values[i][0][0];
    }
    return logits;
  }

  private double[][][] quantize(Quantization layer, double[][][] image) {
    INDArray thresholds = arrays.get(layer.thresholds().array());
    double[][][] values = new double[image.length][image[0].length][image[0][0].length];
    for (int c = 0; c < values.length; c++) {
      for (int y = 0; y < values[c].length; y++) {
        for (int x = 0; x < values[c][y].length; x++) {
          double sum = 0;
          for (int k = 0; k < thresholds.size(0); k++) {
            double threshold =
                thresholds.getDouble(
                    k, c % thresholds.size(1), y % thresholds.size(2), x % thresholds.size(3));
            sum += NaiveQuantization.sigmoid(layer.z() * (image[c][y][x] - threshold));
          }
          double mean = sum / (layer.levels() - 1);
          values[c][y][x] = layer.placement().equals("authors-code") ? Math.min(1, mean) : mean;
        }
      }
    }
    return values;
  }

  private double[][][] convolve(Convolution layer, double[][][] image) {
    INDArray weights = arrays.get(layer.weights().array());
    double[] kernels = weights.ravel().toDoubleVector();
    double[] bias = arrays.get(layer.bias().array()).toDoubleVector();
    Padding padding = layer.padding();
    int kernelRows = layer.kernel().get(0);
    int kernelColumns = layer.kernel().get(1);
    int height = image[0].length;
    int width = image[0][0].length;
    int rows = (height + padding.top() + padding.bottom() - kernelRows) / layer.stride().get(0) + 1;
    int columns =
        (width + padding.left() + padding.right() - kernelColumns) / layer.stride().get(1) + 1;
    double[][][] values = new double[(int) layer.filters()][rows][columns];
    for (int f = 0; f < values.length; f++) {
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          double sum = bias[f];
          for (int c = 0; c < image.length; c++) {
            for (int ky = 0; ky < kernelRows; ky++) {
              int y = row * layer.stride().get(0) - padding.top() + ky;
              for (int kx = 0; kx < kernelColumns; kx++) {
                int x = column * layer.stride().get(1) - padding.left() + kx;
                if (y >= 0 && y < height && x >= 0 && x < width) {
                  int place = ((f * image.length + c) * kernelRows + ky) * kernelColumns + kx;
                  sum += kernels[place] * image[c][y][x];
                }
              }
            }
          }
          values[f][row][column] = activate(layer.activation(), sum);
        }
      }
    }
    return values;
  }

  private double[][][] multiply(Dense layer, double[][][] image) {
    INDArray weights = arrays.get(layer.weights().array());
    double[] bias = arrays.get(layer.bias().array()).toDoubleVector();
    double[][][] values = new double[(int) layer.units()][1][1];
    for (int unit = 0; unit < values.length; unit++) {
      double sum = bias[unit];
      int input = 0;
      for (double[][] plane : image) {
        for (double[] row : plane) {
          for (double value : row) {
            sum += weights.getDouble(input++, unit) * value;
          }
        }
      }
      values[unit][0][0] = activate(layer.activation(), sum);
    }
    return values;
  }

  private static double step(double x, double[] thresholds) {
    double tangent = Math.tanh(x);
    long exceeded = Arrays.stream(thresholds).filter(threshold -> tangent > threshold).count();
    return 2.0 / thresholds.length * exceeded - 1;
  }

  private static double[][][] map(double[][][] values, DoubleUnaryOperator function) {
    return Arrays.stream(values)
        .map(
            plane ->
                Arrays.stream(plane)
                    .map(row -> Arrays.stream(row).map(function).toArray())
                    .toArray(double[][]::new))
        .toArray(double[][][]::new);
  }

  private static double activate(String activation, double value) {
    return activation.equals("relu") ? Math.max(0, value) : value;
  }
}
