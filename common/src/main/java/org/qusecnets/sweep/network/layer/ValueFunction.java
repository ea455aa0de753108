package org.qusecnets.sweep.network.layer;

import org.qusecnets.sweep.network.arithmetic.NativeFunction;
import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.recipe.layer.Activation;

/** An activation on runs of values, with its slope. */
abstract class ValueFunction {
  /** Values that are worked on together: few enough for the caches. */
  static final int RUN = 4096;

  private static final float ROOT_OF_2_OVER_PI = (float) Math.sqrt(2 / Math.PI);
  private static final float ONE_OVER_ROOT_2 = (float) Math.sqrt(0.5);
  private static final float ONE_OVER_ROOT_2_PI = (float) (1 / Math.sqrt(2 * Math.PI));

  final NativeFunction nativeFunction;
  final float[] exponentials = new float[RUN];

  private ValueFunction(NativeFunction nativeFunction) {
    this.nativeFunction = nativeFunction;
  }

  /**
   * Computes a run.
   *
   * @param values the run begins at {@code start}, as do those of the results
   * @param outputs the function's values
   * @param slopes its slopes
   * @param length at most {@link #RUN}
   */
  abstract void apply(float[] values, float[] outputs, float[] slopes, int start, int length);

  /** That of a layer. */
  static ValueFunction of(Activation activation, NativeFunction function) {
    if (activation instanceof Activation.Relu) {
      return new Leaky(function, 0);
    } else if (activation instanceof Activation.LeakyRelu leaky) {
      return new Leaky(function, (float) leaky.slope());
    } else if (activation instanceof Activation.Elu elu) {
      return new Exponential(function, (float) elu.alpha());
    } else if (activation instanceof Activation.Tanh) {
      return new Tangent(function);
    } else if (activation instanceof Activation.Sigmoid) {
      return new Logistic(function);
    } else if (activation instanceof Activation.Softplus) {
      return new Softplus(function);
    } else if (activation instanceof Activation.Gelu gelu) {
      return gelu.form() == Activation.Gelu.Form.EXACT
          ? new Gaussian(function)
          : new GaussianByTangent(function);
    }
    throw new IllegalArgumentException("no function of one value for " + activation.type());
  }

  private static final class Leaky extends ValueFunction {
    private final float below;

    Leaky(NativeFunction function, float below) {
      super(function);
      this.below = below;
    }

    @Override
    void apply(float[] values, float[] outputs, float[] slopes, int start, int length) {
      for (int i = start; i < start + length; i++) {
        float value = values[i];
        slopes[i] = below + (1 - below) * Vectors.oneWherePositive(value);
        outputs[i] = Math.max(below * value, value);
      }
    }
  }

  private static final class Exponential extends ValueFunction {
    private final float alpha;

    Exponential(NativeFunction function, float alpha) {
      super(function);
      this.alpha = alpha;
    }

    @Override
    void apply(float[] values, float[] outputs, float[] slopes, int start, int length) {
      for (int i = 0; i < length; i++) {
        exponentials[i] = Math.min(0f, values[start + i]);
      }
      nativeFunction.exponential(exponentials, 0, length);
      for (int i = 0; i < length; i++) {
        float value = values[start + i];
        float above = Vectors.oneWherePositive(value);
        outputs[start + i] = Math.max(0f, value) + alpha * (exponentials[i] - 1);
        slopes[start + i] = above + (1 - above) * alpha * exponentials[i];
      }
    }
  }

  /** Functions of {@code exp(-factor |x|)}, which never overflows. */
  private abstract static class OfDecay extends ValueFunction {
    private final float factor;

    OfDecay(NativeFunction function, float factor) {
      super(function);
      this.factor = factor;
    }

    @Override
    final void apply(float[] values, float[] outputs, float[] slopes, int start, int length) {
      for (int i = 0; i < length; i++) {
        exponentials[i] = -factor * Math.abs(values[start + i]);
      }
      nativeFunction.exponential(exponentials, 0, length);
      ofDecays(values, outputs, slopes, start, length);
    }

    abstract void ofDecays(float[] values, float[] outputs, float[] slopes, int start, int length);
  }

  private static final class Tangent extends OfDecay {
    Tangent(NativeFunction function) {
      super(function, 2);
    }

    @Override
    void ofDecays(float[] values, float[] outputs, float[] slopes, int start, int length) {
      for (int i = 0; i < length; i++) {
        float e = exponentials[i];
        float share = 1 / (1 + e);
        outputs[start + i] = Math.copySign((1 - e) * share, values[start + i]);
        slopes[start + i] = 4 * e * share * share;
      }
    }
  }

  private static final class Logistic extends OfDecay {
    Logistic(NativeFunction function) {
      super(function, 1);
    }

    @Override
    void ofDecays(float[] values, float[] outputs, float[] slopes, int start, int length) {
      for (int i = 0; i < length; i++) {
        float e = exponentials[i];
        float share = 1 / (1 + e);
        outputs[start + i] = values[start + i] >= 0 ? share : e * share;
        slopes[start + i] = e * share * share;
      }
    }
  }

  private static final class Softplus extends OfDecay {
    Softplus(NativeFunction function) {
      super(function, 1);
    }

    @Override
    void ofDecays(float[] values, float[] outputs, float[] slopes, int start, int length) {
      for (int i = 0; i < length; i++) {
        float e = exponentials[i];
        float share = 1 / (1 + e);
        outputs[start + i] = Math.max(0f, values[start + i]) + (float) Math.log1p(e);
        slopes[start + i] = values[start + i] >= 0 ? share : e * share;
      }
    }
  }

  private static final class Gaussian extends ValueFunction {
    private final float[] errors = new float[RUN];

    Gaussian(NativeFunction function) {
      super(function);
    }

    @Override
    void apply(float[] values, float[] outputs, float[] slopes, int start, int length) {
      for (int i = 0; i < length; i++) {
        float value = values[start + i];
        errors[i] = value * ONE_OVER_ROOT_2;
        exponentials[i] = -0.5f * value * value;
      }
      nativeFunction.errorFunction(errors, 0, length);
      nativeFunction.exponential(exponentials, 0, length);
      for (int i = 0; i < length; i++) {
        float value = values[start + i];
        float share = 0.5f * (1 + errors[i]);
        outputs[start + i] = value * share;
        slopes[start + i] = share + value * ONE_OVER_ROOT_2_PI * exponentials[i];
      }
    }
  }

  private static final class GaussianByTangent extends ValueFunction {
    private static final float CUBIC = 0.044715f;

    private final float[] arguments = new float[RUN];

    GaussianByTangent(NativeFunction function) {
      super(function);
    }

    @Override
    void apply(float[] values, float[] outputs, float[] slopes, int start, int length) {
      for (int i = 0; i < length; i++) {
        float value = values[start + i];
        arguments[i] = ROOT_OF_2_OVER_PI * (value + CUBIC * value * value * value);
        exponentials[i] = -2 * Math.abs(arguments[i]);
      }
      nativeFunction.exponential(exponentials, 0, length);
      for (int i = 0; i < length; i++) {
        float value = values[start + i];
        float e = exponentials[i];
        float part = 1 / (1 + e);
        // Half of 1 + tanh of the argument, and of 1 - tanh^2.
        float share = arguments[i] >= 0 ? part : e * part;
        float slope = 2 * e * part * part;
        outputs[start + i] = value * share;
        slopes[start + i] =
            share + value * slope * ROOT_OF_2_OVER_PI * (1 + 3 * CUBIC * value * value);
      }
    }
  }
}
