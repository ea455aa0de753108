package org.qusecnets.sweep.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.network.optimizer.TrainableParameters.Kind;

class OptimizerTest {
  @Test
  void adamFollowsThePaper() {
    int size = 50;
    TrainableParameters parameters = new TrainableParameters(size);
    double[] expected = new double[size];
    Random random = new Random(4);
    for (int i = 0; i < size; i++) {
      parameters.values()[i] = (float) random.nextGaussian();
      expected[i] = parameters.values()[i];
    }
    NaiveAdam naive = new NaiveAdam(expected, 0.01);
    AdamOptimizer adam = new AdamOptimizer(parameters, 0.01);

    for (int step = 0; step < 20; step++) {
      double[] gradient = new double[size];
      for (int i = 0; i < size; i++) {
        // From 1 to 1e-9: small ones show where epsilon stands.
        parameters.gradient()[i] = (float) (random.nextGaussian() * Math.pow(10, -(i % 10)));
        gradient[i] = parameters.gradient()[i];
      }
      adam.update();
      naive.update(gradient);
      for (int i = 0; i < size; i++) {
        assertThat((double) parameters.values()[i])
            .as("value %d after step %d", i, step)
            .isCloseTo(expected[i], within(1e-5));
      }
    }
  }

  /**
   * The first step is rate sqrt(0.001) g / (sqrt(0.001) g + 1e-8), for g = 1e-7 24 % of the rate;
   * with epsilon added to the corrected moment it would be 91 %.
   */
  @Test
  void adamAddsEpsilonToTheUncorrectedMoment() {
    TrainableParameters parameters = new TrainableParameters(1);
    parameters.gradient()[0] = 1e-7f;

    new AdamOptimizer(parameters, 1).update();

    assertThat(parameters.values()[0]).isCloseTo(-0.24f, within(0.001f));
  }

  /** Adam's first step is its rate, whatever the gradient. */
  @Test
  void aStepCanBeAShareOfItsUsualSize() {
    TrainableParameters adapted = parameters(new float[] {0}, new float[] {3});
    TrainableParameters descended = parameters(new float[] {0}, new float[] {3});

    new AdamOptimizer(adapted, 0.1).update(0.25);
    Optimizer.gradientDescent(descended, 0.1).update(0.25);

    assertThat(adapted.values()[0]).isCloseTo(-0.025f, within(1e-6f));
    assertThat(descended.values()[0]).isCloseTo(-0.075f, within(1e-6f));
  }

  @Test
  void gradientDescentStepsAgainstTheGradient() {
    TrainableParameters parameters = parameters(new float[] {1, 2, -3}, new float[] {0.5f, -4, 0});

    Optimizer descent = Optimizer.gradientDescent(parameters, 0.25);
    descent.update();
    assertThat(parameters.values()).containsExactly(0.875f, 3, -3);

    descent.update();
    assertThat(parameters.values()).containsExactly(0.75f, 4, -3);
  }

  private static TrainableParameters parameters(float[] values, float[] gradient) {
    return new TrainableParameters(values, gradient, Kind.OTHER);
  }

  /** Algorithm 1 in the form of the end of its Section 2, in double precision. */
  private static final class NaiveAdam {
    private final double[] values;
    private final double rate;
    private final double[] first;
    private final double[] second;
    private int steps;

    NaiveAdam(double[] values, double rate) {
      this.values = values;
      this.rate = rate;
      first = new double[values.length];
      second = new double[values.length];
    }

    void update(double[] gradient) {
      steps++;
      double corrected = rate * Math.sqrt(1 - Math.pow(0.999, steps)) / (1 - Math.pow(0.9, steps));
      for (int i = 0; i < values.length; i++) {
        first[i] = 0.9 * first[i] + 0.1 * gradient[i];
        second[i] = 0.999 * second[i] + 0.001 * gradient[i] * gradient[i];
        values[i] -= corrected * first[i] / (Math.sqrt(second[i]) + 1e-8);
      }
    }
  }
}
