package org.qusecnets.sweep.network.interval;

import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;
import org.qusecnets.sweep.network.arithmetic.FilterSums;
import org.qusecnets.sweep.network.arithmetic.Vectors;

/**
 * A layer and its rectifier, through which coefficients of linear functions are taken back: {@code
 * a} of the rectifier's outputs become {@code W^T D a} of the layer's inputs, where {@code D} is
 * the slope of a line below the rectifier for what is positive and of one above it for what is
 * negative.
 *
 * <p>Each image has several functions. Coefficients are [rows, channels, columns, functions,
 * images].
 *
 * @see "Zhang et al. 2018, Efficient Neural Network Robustness Certification, Section 3.3"
 */
final class LinearLayer implements AutoCloseable {
  private final TrainedLayer layer;
  private final Intervals values;
  private final Convolution convolution;
  private final FilterSums filterSums;
  private final float[] coefficients;
  private final float[] scaled;
  private final float[] gradient;
  private final float[] weightGradient;
  private final float[] summed;

  /** Gradients with respect to the two ends of the values' intervals. */
  private final Intervals ofEnds;

  private final Lines lines;

  /**
   * A layer.
   *
   * @param values the intervals of its values before the rectifier, of all images
   * @param images the most images
   * @param functions the most functions, those of all images that are worked on together
   */
  LinearLayer(TrainedLayer layer, Intervals values, int images, int functions) {
    this.layer = layer;
    this.values = values;
    ConvolutionGeometry geometry = layer.geometry();
    convolution = Convolution.of(geometry, Convolution.Purpose.TRAINING, functions);
    filterSums = new FilterSums(geometry, functions);
    coefficients = new float[geometry.outputSize() * functions];
    scaled = new float[coefficients.length];
    gradient = new float[coefficients.length];
    summed = new float[coefficients.length];
    weightGradient = new float[layer.weights().values().length];
    ofEnds = new Intervals(images * geometry.outputSize());
    lines = new Lines(images);
  }

  /** Coefficients of the rectifier's outputs, to be set before {@link #pullBack}. */
  float[] coefficients() {
    return coefficients;
  }

  /** Gradients with respect to {@link #coefficients}, valid after {@link #addGradients}. */
  float[] gradient() {
    return gradient;
  }

  /** Takes the weights as they are now. */
  void weightsChanged() {
    convolution.weightsChanged(layer.weights().values());
  }

  /**
   * Takes coefficients back to the layer's inputs and adds to each function's constant what biases
   * and lines add to it.
   *
   * @param some which images
   * @param result the coefficients of its inputs
   * @param constants [functions, images]
   */
  void pullBack(ImageGroup some, float[] result, float[] constants) {
    ConvolutionGeometry geometry = layer.geometry();
    int run = some.functions();
    for (int unit = 0; unit < geometry.outputSize(); unit++) {
      lines.set(values, unit, some);
      float bias = layer.bias().values()[filter(unit)];
      for (int f = 0; f < run; f += some.count()) {
        int at = unit * run + f;
        for (int i = 0; i < some.count(); i++) {
          float positive = Math.max(0f, coefficients[at + i]);
          float negative = Math.min(0f, coefficients[at + i]);
          scaled[at + i] = positive * lines.lowerSlope[i] + negative * lines.upperSlope[i];
          constants[f + i] += scaled[at + i] * bias + negative * lines.intercept[i];
        }
      }
    }
    convolution.outputGradient(scaled, run);
    convolution.inputGradient(result, run);
  }

  private int filter(int unit) {
    return unit / layer.geometry().outputWidth() % layer.geometry().filters();
  }

  /**
   * Adds the gradients of weights and bias to those that are there, for the functions of the last
   * {@link #pullBack}.
   *
   * @param ofResult gradients with respect to the coefficients of the layer's inputs
   * @param ofConstants likewise of the constants, [functions, images]
   */
  void addGradients(ImageGroup some, float[] ofResult, float[] ofConstants) {
    ConvolutionGeometry geometry = layer.geometry();
    int run = some.functions();
    convolution.forward(ofResult, gradient, run);
    convolution.outputGradient(scaled, run);
    convolution.weightGradient(weightGradient, run);
    float[] sum = layer.weights().gradient();
    Vectors.add(sum, 0, weightGradient, 0, sum.length);
    for (int unit = 0; unit < geometry.outputSize(); unit++) {
      lines.set(values, unit, some);
      float bias = layer.bias().values()[filter(unit)];
      for (int f = 0; f < run; f += some.count()) {
        addGradients(unit * run + f, f, bias, ofConstants, some.count());
      }
      lines.addGradients(ofEnds, unit, some);
    }
    float[] ofBias = layer.bias().gradient();
    for (int filter = 0; filter < ofBias.length; filter++) {
      ofBias[filter] += filterSums.of(summed, filter, run);
    }
  }

  /** Of one function of each image, through the rectifier of one unit. */
  private void addGradients(int at, int function, float bias, float[] ofConstants, int count) {
    for (int i = 0; i < count; i++) {
      float ofConstant = ofConstants[function + i];
      float negative = Math.min(0f, coefficients[at + i]);
      float isPositive = Vectors.oneWherePositive(coefficients[at + i]);
      float isNegative = Vectors.oneWherePositive(-coefficients[at + i]);
      float ofScaled = gradient[at + i] + ofConstant * bias;
      summed[at + i] = ofConstant * scaled[at + i];
      lines.ofUpperSlope[i] += negative * ofScaled;
      lines.ofIntercept[i] += negative * ofConstant;
      gradient[at + i] =
          ofScaled * (isPositive * lines.lowerSlope[i] + isNegative * lines.upperSlope[i])
              + isNegative * ofConstant * lines.intercept[i];
    }
  }

  /**
   * Adds the gradients with respect to the intervals of the layer's values.
   *
   * @param ofValues gradients with respect to middles and radii
   */
  void addGradientsOfValues(Intervals ofValues, int count) {
    for (int i = 0; i < count * layer.geometry().outputSize(); i++) {
      ofValues.middles()[i] += ofEnds.radii()[i] + ofEnds.middles()[i];
      ofValues.radii()[i] += ofEnds.radii()[i] - ofEnds.middles()[i];
    }
  }

  @Override
  public void close() {
    convolution.close();
  }

  /**
   * The lines of one unit, image by image: the upper one is the chord, the lower one goes through 0
   * with slope 0 or 1, whichever is nearer.
   */
  private static final class Lines {
    private final float[] lower;
    private final float[] upper;
    private final float[] lowerSlope;
    private final float[] upperSlope;
    private final float[] intercept;
    private final float[] ofUpperSlope;
    private final float[] ofIntercept;

    Lines(int images) {
      lower = new float[images];
      upper = new float[images];
      lowerSlope = new float[images];
      upperSlope = new float[images];
      intercept = new float[images];
      ofUpperSlope = new float[images];
      ofIntercept = new float[images];
    }

    void set(Intervals values, int unit, ImageGroup some) {
      int first = unit * some.all() + some.from();
      for (int i = 0; i < some.count(); i++) {
        float low = values.middles()[first + i] - values.radii()[first + i];
        float high = values.middles()[first + i] + values.radii()[first + i];
        // Outside of the two bends both lines are the rectifier itself.
        lower[i] = Math.min(0f, low);
        upper[i] = Math.max(0f, high);
        float width = upper[i] - lower[i];
        upperSlope[i] = width > 0 ? upper[i] / width : 0;
        lowerSlope[i] = Vectors.oneWherePositive(upper[i] + lower[i]);
        intercept[i] = -upperSlope[i] * lower[i];
        ofUpperSlope[i] = 0;
        ofIntercept[i] = 0;
      }
    }

    /** Writes the gradients with respect to the ends; where a rectifier is stable they are 0. */
    void addGradients(Intervals ofEnds, int unit, ImageGroup some) {
      int first = unit * some.all() + some.from();
      for (int i = 0; i < some.count(); i++) {
        float width = upper[i] - lower[i];
        boolean isUnstable = lower[i] < 0 && upper[i] > 0;
        float ofSlope = ofUpperSlope[i] - lower[i] * ofIntercept[i];
        float scale = isUnstable ? 1 / (width * width) : 0;
        ofEnds.middles()[first + i] =
            isUnstable ? ofSlope * upper[i] * scale - upperSlope[i] * ofIntercept[i] : 0;
        ofEnds.radii()[first + i] = -ofSlope * lower[i] * scale;
      }
    }
  }
}
