package org.qusecnets.sweep.network.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.network.NaiveQuantization;
import org.qusecnets.sweep.network.NumpyFile;
import org.qusecnets.sweep.network.export.ModelDescription.Activation;
import org.qusecnets.sweep.network.export.ModelDescription.BatchNormalization;
import org.qusecnets.sweep.network.export.ModelDescription.BoundedRelu;
import org.qusecnets.sweep.network.export.ModelDescription.Convolution;
import org.qusecnets.sweep.network.export.ModelDescription.Dense;
import org.qusecnets.sweep.network.export.ModelDescription.DepthwiseConvolution;
import org.qusecnets.sweep.network.export.ModelDescription.GlobalAveragePool;
import org.qusecnets.sweep.network.export.ModelDescription.Padding;
import org.qusecnets.sweep.network.export.ModelDescription.Pooling;
import org.qusecnets.sweep.network.export.ModelDescription.Quantization;
import org.qusecnets.sweep.network.export.ModelDescription.QuantizedActivation;
import org.qusecnets.sweep.network.export.ModelDescription.Residual;

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

  Map<String, INDArray> arrays() {
    return arrays;
  }

  /** The logits of one image, given as [channels, rows, columns]. */
  double[] logits(double[][][] image) {
    double[][][] values = through(description.layers(), image);
    double[] logits = new double[values.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = values[i][0][0];
    }
    return logits;
  }

  private double[][][] through(List<ModelDescription.Layer> layers, double[][][] image) {
    double[][][] values = image;
    for (ModelDescription.Layer layer : layers) {
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
      } else if (layer instanceof DepthwiseConvolution depthwise) {
        values = convolve(depthwise, values);
      } else if (layer instanceof BatchNormalization normalization) {
        values = normalize(normalization, values);
      } else if (layer instanceof Pooling pooling) {
        values = pool(pooling, values);
      } else if (layer instanceof GlobalAveragePool) {
        values =
            Arrays.stream(values)
                .map(plane -> new double[][] {{mean(Arrays.stream(plane))}})
                .toArray(double[][][]::new);
      } else if (layer instanceof Activation activation) {
        values = map(values, function(activation));
      } else if (layer instanceof Residual residual) {
        double[][][] body = through(residual.body(), values);
        values = sum(body, through(residual.shortcut(), values));
      } else {
        throw new IllegalArgumentException("unknown layer " + layer);
      }
    }
    return values;
  }

  private static double mean(Stream<double[]> rows) {
    return rows.flatMapToDouble(Arrays::stream).average().orElseThrow();
  }

  private static DoubleUnaryOperator function(Activation activation) {
    Map<String, Object> options = activation.parameters();
    return switch (activation.function()) {
      case "relu" -> x -> Math.max(0, x);
      case "leaky-relu" -> x -> x > 0 ? x : (double) options.get("leaky-relu") * x;
      case "elu" -> x -> x > 0 ? x : (double) options.get("elu") * Math.expm1(x);
      case "tanh" -> Math::tanh;
      case "sigmoid" -> x -> 1 / (1 + Math.exp(-x));
      case "softplus" -> x -> Math.log1p(Math.exp(x));
      case "gelu" ->
          options.get("gelu").equals("exact")
              ? x -> x * normalShare(x)
              : x -> x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      default -> throw new IllegalArgumentException(activation.function());
    };
  }

  /** The standard normal distribution's share below a value, by Simpson's rule. */
  private static double normalShare(double x) {
    int parts = 2000;
    double width = x / parts;
    double sum = 0;
    for (int i = 0; i <= parts; i++) {
      double weight = i == 0 || i == parts ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * Math.exp(-i * width * i * width / 2);
    }
    return 0.5 + sum * width / 3 / Math.sqrt(2 * Math.PI);
  }

  private static double[][][] sum(double[][][] left, double[][][] right) {
    double[][][] values = new double[left.length][left[0].length][left[0][0].length];
    for (int c = 0; c < values.length; c++) {
      for (int y = 0; y < values[c].length; y++) {
        for (int x = 0; x < values[c][y].length; x++) {
          values[c][y][x] = left[c][y][x] + right[c][y][x];
        }
      }
    }
    return values;
  }

  private double[][][] normalize(BatchNormalization layer, double[][][] image) {
    double[] gamma = arrays.get(layer.gamma().array()).toDoubleVector();
    double[] beta = arrays.get(layer.beta().array()).toDoubleVector();
    double[] mean = arrays.get(layer.mean().array()).toDoubleVector();
    double[] variance = arrays.get(layer.variance().array()).toDoubleVector();
    double[][][] values = new double[image.length][][];
    for (int c = 0; c < image.length; c++) {
      int channel = c;
      values[c] =
          map(
              new double[][][] {image[c]},
              x ->
                  gamma[channel]
                          * (x - mean[channel])
                          / Math.sqrt(variance[channel] + layer.epsilon())
                      + beta[channel])[0];
    }
    return values;
  }

  private static double[][][] pool(Pooling layer, double[][][] image) {
    Padding padding = layer.padding();
    int height = image[0].length;
    int width = image[0][0].length;
    int down = layer.stride().get(0);
    int across = layer.stride().get(1);
    int rows = (height + padding.top() + padding.bottom() - layer.kernel().get(0)) / down + 1;
    int columns = (width + padding.left() + padding.right() - layer.kernel().get(1)) / across + 1;
    double[][][] values = new double[image.length][rows][columns];
    for (int c = 0; c < image.length; c++) {
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          DoubleStream.Builder seen = DoubleStream.builder();
          for (int ky = 0; ky < layer.kernel().get(0); ky++) {
            for (int kx = 0; kx < layer.kernel().get(1); kx++) {
              int y = row * down - padding.top() + ky;
              int x = column * across - padding.left() + kx;
              if (y >= 0 && y < height && x >= 0 && x < width) {
                seen.add(image[c][y][x]);
              }
            }
          }
          DoubleStream all = seen.build();
          values[c][row][column] =
              layer.function().equals("max")
                  ? all.max().getAsDouble()
                  : all.average().getAsDouble();
        }
      }
    }
    return values;
  }

  /** As a convolution of all channels whose other weights are 0. */
  private double[][][] convolve(DepthwiseConvolution layer, double[][][] image) {
    INDArray weights = arrays.get(layer.weights().array());
    int filters = image.length * layer.multiplier();
    int rows = layer.kernel().get(0);
    int columns = layer.kernel().get(1);
    double[] kernels = new double[filters * image.length * rows * columns];
    for (int f = 0; f < filters; f++) {
      int channel = f / layer.multiplier();
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          kernels[((f * image.length + channel) * rows + y) * columns + x] =
              weights.getDouble(y, x, channel, f % layer.multiplier());
        }
      }
    }
    return convolve(
        new Convolution(
            filters,
            layer.kernel(),
            layer.stride(),
            layer.dilation(),
            layer.padding(),
            layer.activation(),
            layer.weights(),
            layer.bias()),
        kernels,
        image);
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
    return convolve(layer, weights.ravel().toDoubleVector(), image);
  }

  private double[][][] convolve(Convolution layer, double[] kernels, double[][][] image) {
    double[] bias = arrays.get(layer.bias().array()).toDoubleVector();
    Padding padding = layer.padding();
    int kernelRows = layer.kernel().get(0);
    int kernelColumns = layer.kernel().get(1);
    int height = image[0].length;
    int width = image[0][0].length;
    int rowGap = layer.dilation().get(0);
    int columnGap = layer.dilation().get(1);
    int rowReach = (kernelRows - 1) * rowGap + 1;
    int columnReach = (kernelColumns - 1) * columnGap + 1;
    int rows = (height + padding.top() + padding.bottom() - rowReach) / layer.stride().get(0) + 1;
    int columns =
        (width + padding.left() + padding.right() - columnReach) / layer.stride().get(1) + 1;
    double[][][] values = new double[(int) layer.filters()][rows][columns];
    for (int f = 0; f < values.length; f++) {
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          double sum = bias[f];
          for (int c = 0; c < image.length; c++) {
            for (int ky = 0; ky < kernelRows; ky++) {
              int y = row * layer.stride().get(0) - padding.top() + ky * rowGap;
              for (int kx = 0; kx < kernelColumns; kx++) {
                int x = column * layer.stride().get(1) - padding.left() + kx * columnGap;
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
