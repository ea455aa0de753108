package org.qusecnets.sweep.attack.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HyperplaneProjectionTest {
  private static final int LENGTH = 8;

  /** No random move that reaches the hyperplane within the range is smaller. */
  @Property(tries = 200)
  void noMoveToTheHyperplaneIsSmaller(@ForAll("norms") Norm norm, @ForAll long seed) {
    Random random = new Random(seed);
    float[] point = new float[LENGTH];
    float[] weights = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      point[i] = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextFloat();
      weights[i] = random.nextInt(5) == 0 ? 0 : (float) random.nextGaussian();
    }
    float[] there = new float[LENGTH];
    double beyond = 0;
    for (int i = 0; i < LENGTH; i++) {
      there[i] = random.nextFloat();
      beyond -= (double) weights[i] * (there[i] - point[i]);
    }
    HyperplaneProjection projection = HyperplaneProjection.of(norm, LENGTH);

    double size = projection.from(point, weights, 0, beyond);

    float[] moved = new float[LENGTH];
    double left = beyond;
    for (int i = 0; i < LENGTH; i++) {
      moved[i] = point[i] + projection.move()[i];
      left += (double) weights[i] * projection.move()[i];
      assertThat(moved[i]).isBetween(-1e-6f, 1 + 1e-6f);
    }
    assertThat(left).as("what is left of the way").isCloseTo(0, within(1e-5));
    assertThat(norm.distance(point, moved, 0, LENGTH)).isCloseTo(size, within(1e-5));
    assertThat(size).isLessThanOrEqualTo(norm.distance(point, there, 0, LENGTH) + 1e-5);
  }

  @Provide
  Arbitrary<Norm> norms() {
    return Arbitraries.of(Norm.LINF, Norm.L2, Norm.L1);
  }

  @Test
  void inL1TheLargestWeightsMoveFirst() {
    float[] point = {0.5f, 0.25f, 0.5f, 0.5f};
    float[] weights = {1, 3, -2, 0};
    HyperplaneProjection projection = HyperplaneProjection.of(Norm.L1, 4);

    assertThat(projection.from(point, weights, 0, 1.25)).isEqualTo(0.5);

    assertThat(projection.move()).containsExactly(0, -0.25f, 0.25f, 0);
  }

  @Test
  void whatIsOutOfReachTakesAllTheWayThatThereIs() {
    float[] point = {0.25f, 0.5f, 1};
    float[] weights = {1, -1, 0};
    HyperplaneProjection projection = HyperplaneProjection.of(Norm.LINF, 3);

    assertThat(projection.from(point, weights, 0, 5)).isEqualTo(0.5);

    assertThat(projection.move()).containsExactly(-0.25f, 0.5f, 0);
  }

  @Test
  void whereNothingIsSteepNothingMoves() {
    for (Norm norm : new Norm[] {Norm.LINF, Norm.L2, Norm.L1}) {
      HyperplaneProjection projection = HyperplaneProjection.of(norm, 2);
      assertThat(projection.from(new float[2], new float[] {0, Float.NaN}, 0, 1)).isZero();
      assertThat(projection.move()).containsExactly(0, 0);
    }
  }
}
