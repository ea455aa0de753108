package org.qusecnets.sweep.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.network.GoldenArrays;
import org.qusecnets.sweep.network.optimizer.TrainableParameters.Kind;

/** Steps as PyTorch makes them, by {@code golden_optimizers.py}. */
class GoldenOptimizersTest {
  private static final Map<String, float[]> GOLDEN = GoldenArrays.read("/golden/optimizers.npz");
  private static final int STEPS = GOLDEN.get("shares").length;
  private static final int SIZE = GOLDEN.get("start").length;
  private static final double RATE = 0.05;

  static Stream<Arguments> optimizers() {
    return Stream.of(
        of("sgd", p -> new SgdOptimizer(p, RATE, 0, 0)),
        of("sgd-momentum", p -> new SgdOptimizer(p, RATE, 0.9, 0)),
        of("sgd-decay", p -> new SgdOptimizer(p, RATE, 0, 0.3)),
        of("sgd-momentum-decay", p -> new SgdOptimizer(p, RATE, 0.7, 0.3)),
        of("adam", p -> new AdamOptimizer(p, RATE)),
        of("adamw", p -> new DecoupledWeightDecay(new AdamOptimizer(p, RATE), p, RATE, 0.3)));
  }

  private static Arguments of(String name, Function<TrainableParameters, Optimizer> optimizer) {
    return Arguments.of(name, optimizer);
  }

  /** The rate falls from step to step, to 0 in the last one. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void stepsAreThoseOfPyTorch(String name, Function<TrainableParameters, Optimizer> kind) {
    TrainableParameters parameters = start();
    Optimizer optimizer = kind.apply(parameters);

    for (int step = 0; step < STEPS; step++) {
      step(optimizer, parameters, step);

      assertThat(parameters.values())
          .as("after step %d", step)
          .containsExactly(row(name, step), within(2e-6f));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("optimizers")
  void anOptimizerGoesOnWhereAnotherWas(
      String name, Function<TrainableParameters, Optimizer> kind) {
    TrainableParameters parameters = start();
    Optimizer first = kind.apply(parameters);
    for (int step = 0; step < STEPS / 2; step++) {
      step(first, parameters, step);
    }
    float[] state = new float[1 + first.stateSize()];
    first.storeState(state, 1);
    Optimizer second = kind.apply(parameters);
    second.loadState(state, 1, STEPS / 2);
    for (int step = STEPS / 2; step < STEPS; step++) {
      step(second, parameters, step);
    }

    assertThat(parameters.values()).containsExactly(row(name, STEPS - 1), within(2e-6f));
  }

  private static void step(Optimizer optimizer, TrainableParameters parameters, int step) {
    System.arraycopy(row("gradients", step), 0, parameters.gradient(), 0, SIZE);
    optimizer.update(GOLDEN.get("shares")[step]);
  }

  /** Some are longer than 3, some shorter. */
  @Test
  void gradientsAreClippedAsByPyTorch() {
    int first = 6;
    boolean some = false;
    boolean all = true;
    for (int step = 0; step < STEPS; step++) {
      float[] gradient = row("gradients", step);
      List<TrainableParameters> parts =
          List.of(
              of(Arrays.copyOf(gradient, first)), of(Arrays.copyOfRange(gradient, first, SIZE)));

      GradientClipping.clip(parts, 3);

      float[] expected = row("clipped", step);
      assertThat(parts.get(0).gradient())
          .containsExactly(Arrays.copyOf(expected, first), within(1e-6f));
      assertThat(parts.get(1).gradient())
          .containsExactly(Arrays.copyOfRange(expected, first, SIZE), within(1e-6f));
      some |= !Arrays.equals(gradient, expected);
      all &= !Arrays.equals(gradient, expected);
    }
    assertThat(some).isTrue();
    assertThat(all).isFalse();
  }

  private static TrainableParameters of(float[] gradient) {
    return new TrainableParameters(new float[gradient.length], gradient, Kind.WEIGHTS);
  }

  private static TrainableParameters start() {
    return new TrainableParameters(
        GOLDEN.get("start").clone(), new float[SIZE], TrainableParameters.Kind.WEIGHTS);
  }

  private static float[] row(String name, int step) {
    return Arrays.copyOfRange(GOLDEN.get(name), step * SIZE, (step + 1) * SIZE);
  }
}
