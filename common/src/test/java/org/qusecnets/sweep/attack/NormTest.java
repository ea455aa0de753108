package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;

class NormTest {
  private static final float[] CLEAN = {9, 0.5f, 0.5f, 0.5f, 0.5f, 9};
  private static final float[] CHANGED = {0, 0.5f, 0.9f, 0.2f, 0.5f, 0};

  @Test
  void measuresOneImageOnly() {
    assertThat(Norm.LINF.distance(CLEAN, CHANGED, 1, 4)).isCloseTo(0.4, within(1e-7));
    assertThat(Norm.L2.distance(CLEAN, CHANGED, 1, 4)).isCloseTo(0.5, within(1e-7));
    assertThat(Norm.L0.distance(CLEAN, CHANGED, 1, 4)).isEqualTo(0.5);
  }

  @Test
  void lInfinityClipsEachValue() {
    assertThat(projected(Norm.LINF, 0.3f)).containsExactly(0.5f, 0.8f, 0.2f, 0.5f);
  }

  @Test
  void l2ShortensThePerturbation() {
    assertThat(projected(Norm.L2, 0.25f))
        .containsExactly(new float[] {0.5f, 0.7f, 0.35f, 0.5f}, within(1e-6f));
    assertThat(projected(Norm.L2, 0.5f)).containsExactly(0.5f, 0.9f, 0.2f, 0.5f);
  }

  @Test
  void l0GoesBackToTheCleanImage() {
    assertThat(projected(Norm.L0, 0.25f)).containsExactly(0.5f, 0.5f, 0.5f, 0.5f);
    assertThat(projected(Norm.L0, 0.5f)).containsExactly(0.5f, 0.9f, 0.2f, 0.5f);
  }

  @Property
  void anEpsilonIsNotExceededByItsFloat(@ForAll @DoubleRange(max = 1) double epsilon) {
    assertThat((double) Norm.atMost(epsilon)).isLessThanOrEqualTo(epsilon);
    assertThat((double) Math.nextUp(Norm.atMost(epsilon))).isGreaterThan(epsilon);
  }

  private static float[] projected(Norm norm, float epsilon) {
    float[] image = {0.5f, 0.9f, 0.2f, 0.5f};
    norm.project(epsilon, new float[] {0.5f, 0.5f, 0.5f, 0.5f}, image, 4);
    return image;
  }

  @Property(tries = 300)
  void whatIsProjectedIsWithinEpsilonAndTheRangeOfPixels(
      @ForAll Norm norm, @ForAll @FloatRange(max = 1) float epsilon, @ForAll long seed) {
    Random random = new Random(seed);
    float[] clean = new float[30];
    float[] images = new float[30];
    for (int i = 0; i < 30; i++) {
      clean[i] = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextFloat();
      images[i] = random.nextInt(3) == 0 ? clean[i] : (float) random.nextGaussian();
    }
    images[random.nextInt(30)] = Float.NaN;
    images[random.nextInt(30)] = Float.NEGATIVE_INFINITY;

    norm.project(epsilon, clean, images, 10);

    for (int from = 0; from < 30; from += 10) {
      assertThat(norm.distance(clean, images, from, 10))
          .isLessThanOrEqualTo(norm == Norm.LINF ? epsilon : epsilon * (1 + 1e-5) + 2e-6);
    }
    for (float value : images) {
      assertThat(value).isBetween(0f, 1f);
    }
  }

  @Test
  void ordersEpsilons() {
    assertThat(Norm.ascending(new float[] {0.3f, 0f, 0.5f, 0.1f})).containsExactly(1, 3, 0, 2);
  }
}
