package org.qusecnets.sweep.attack.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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
    assertThat(Norm.L1.distance(CLEAN, CHANGED, 1, 4)).isCloseTo(0.7, within(1e-7));
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
  void l1TakesAsMuchFromEachChange() {
    assertThat(projected(Norm.L1, 0.5f))
        .containsExactly(new float[] {0.5f, 0.8f, 0.3f, 0.5f}, within(1e-6f));
    assertThat(projected(Norm.L1, 0.1f))
        .containsExactly(new float[] {0.5f, 0.6f, 0.5f, 0.5f}, within(1e-6f));
    assertThat(projected(Norm.L1, 0.71f)).containsExactly(0.5f, 0.9f, 0.2f, 0.5f);
  }

  @Test
  void l0GoesBackToTheCleanImage() {
    assertThat(projected(Norm.L0, 0.25f)).containsExactly(0.5f, 0.5f, 0.5f, 0.5f);
    assertThat(projected(Norm.L0, 0.5f)).containsExactly(0.5f, 0.9f, 0.2f, 0.5f);
  }

  /** For any gradient, the dual norm is the most that a perturbation of the ball gains. */
  @Property(tries = 200)
  void noShortenedPerturbationGainsMoreThanTheDualNorm(
      @ForAll("bounded") Norm norm,
      @ForAll @DoubleRange(min = 0.01, max = 2) double radius,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] gradient = new float[12];
    float[] change = new float[12];
    for (int i = 0; i < 12; i++) {
      gradient[i] = (float) random.nextGaussian();
      change[i] = (float) random.nextGaussian();
    }
    norm.shorten(radius, change, 3, 6);
    double gained = 0;
    for (int i = 3; i < 9; i++) {
      gained += (double) gradient[i] * change[i];
    }
    assertThat(gained).isLessThanOrEqualTo(radius * norm.dual(gradient, 3, 6) * (1 + 1e-6));
    assertThat(norm.distance(new float[12], change, 3, 6)).isLessThanOrEqualTo(radius * (1 + 1e-6));
  }

  @Provide
  Arbitrary<Norm> bounded() {
    return Arbitraries.of(Norm.LINF, Norm.L2, Norm.L1);
  }

  @Test
  void perturbationsAreShortenedToTheNearestOnes() {
    float[] change = {7, 0.5f, -0.1f, 0.3f, -0.6f, 7};
    float[] linf = change.clone();
    Norm.LINF.shorten(0.25, linf, 1, 4);
    assertThat(linf).containsExactly(7, 0.25f, -0.1f, 0.25f, -0.25f, 7);
    float[] l0 = change.clone();
    Norm.L0.shorten(0.5, l0, 1, 4);
    assertThat(l0).containsExactly(7, 0.5f, 0, 0, -0.6f, 7);
    float[] l2 = {0, 3, 4};
    Norm.L2.shorten(1, l2, 0, 3);
    assertThat(l2).containsExactly(new float[] {0, 0.6f, 0.8f}, within(1e-6f));
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
