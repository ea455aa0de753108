package org.qusecnets.sweep.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.FloatRange;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.attack.norm.GreyLevels;
import org.qusecnets.sweep.evaluation.OutputBox.Front;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedSamples;

class OutputBoxTest {
  private static final int SIZE = 40;

  @Provide
  Arbitrary<Front> fronts() {
    Front steep = each(x -> 1 / (1 + Math.exp(-50 * (x - 0.5))));
    Front gentle =
        each(x -> (1 / (1 + Math.exp(-5 * (x - 0.3))) + 1 / (1 + Math.exp(-5 * (x - 0.8)))) / 2);
    Front steps = each(x -> Math.floor(x * 2.999) / 2);
    Front flat = each(x -> Math.min(0.6, x));
    return Arbitraries.of(List.of(steep, gentle, steps, flat));
  }

  private interface Value {
    double of(double x);
  }

  private static Front each(Value value) {
    return (images, count) -> {
      float[] outputs = new float[images.length];
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = (float) value.of(images[i]);
      }
      return outputs;
    };
  }

  private static float[] pixels(long seed) {
    Random random = new Random(seed);
    float[] pixels = new float[2 * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 4 == 0 ? 0 : i % 4 == 1 ? 1 : random.nextFloat();
    }
    return pixels;
  }

  /** As float32 values compare. */
  private static void isWithin(float[] found, float[] clean, float epsilon) {
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isBetween(0f, 1f);
      assertThat(Math.abs((double) found[i] - clean[i])).isLessThanOrEqualTo(epsilon);
    }
  }

  @Property(tries = 100)
  void everyPointOfTheBoxComesBackWithinEpsilon(
      @ForAll @From("fronts") Front front,
      @ForAll @FloatRange(min = 0, max = 1) float epsilon,
      @ForAll long seed) {
    float[] clean = pixels(seed);
    OutputBox box = new OutputBox(front, clean, SIZE, epsilon);
    Random random = new Random(seed + 1);
    float[] points = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      points[i] = 3 * random.nextFloat() - 1;
    }
    float[] wanted = front.of(clean, 2);
    System.arraycopy(box.outputs(1, points, 1), 0, wanted, SIZE, SIZE);

    float[] found = box.pixels(wanted);

    isWithin(found, clean, epsilon);
    float[] reached = front.of(found, 2);
    float[] outputs = front.of(clean, 2);
    for (int i = 0; i < SIZE; i++) {
      assertThat(found[i]).as("the image that keeps its outputs").isEqualTo(clean[i]);
    }
    for (int i = SIZE; i < 2 * SIZE; i++) {
      // As far as wanted, and no farther than it takes: the pixel before, of grey levels the one
      // before, is not there yet.
      boolean grey = GreyLevels.nearest(found[i]) == found[i];
      float back = grey ? 1 / 255f : Math.ulp(found[i]);
      float before =
          found[i] > clean[i] ? Math.max(0, found[i] - back) : Math.min(1, found[i] + back);
      float[] nearer = found.clone();
      nearer[i] = before;
      if (wanted[i] > outputs[i]) {
        assertThat(reached[i]).isGreaterThanOrEqualTo(wanted[i]);
        assertThat(front.of(nearer, 2)[i]).isLessThan(wanted[i]);
      } else if (wanted[i] < outputs[i]) {
        assertThat(reached[i]).isLessThanOrEqualTo(wanted[i]);
        assertThat(front.of(nearer, 2)[i]).isGreaterThan(wanted[i]);
      } else {
        assertThat(found[i]).isEqualTo(clean[i]);
      }
    }
  }

  @Property(tries = 50)
  void cornersAreTheOutputsOfTheOutermostPixels(
      @ForAll @From("fronts") Front front,
      @ForAll @FloatRange(min = 0, max = 1) float epsilon,
      @ForAll long seed) {
    float[] clean = pixels(seed);
    OutputBox box = new OutputBox(front, clean, SIZE, epsilon);
    float[] corner = new float[SIZE];
    float[] outer = clean.clone();
    for (int i = 0; i < SIZE; i++) {
      corner[i] = i % 3 == 0 ? 0 : 1;
      outer[i] = i % 3 == 0 ? Math.max(0, clean[i] - epsilon) : Math.min(1, clean[i] + epsilon);
    }
    float[] wanted = front.of(clean, 2);
    System.arraycopy(box.outputs(0, corner, 1), 0, wanted, 0, SIZE);
    float[] reached = front.of(box.pixels(wanted), 2);
    float[] ends = front.of(outer, 2);

    for (int i = 0; i < SIZE; i++) {
      assertThat(reached[i]).isEqualTo(wanted[i]);
      // An end that was rounded away from the image is one float32 number too far.
      assertThat((double) wanted[i]).isCloseTo(ends[i], within(2e-6));
    }
  }

  /** Its own float32 arithmetic, not the formula, decides what is reached. */
  @Test
  void noPredictionChangesOnTheWayBackToPixels() {
    try (NetworkClassifier model = TrainedSamples.quantized()) {
      int size = model.shape().size();
      int count = 30;
      float[] clean = new float[count * size];
      for (int i = 0; i < count; i++) {
        TrainedSamples.images(count, 9).scale(i, clean, i * size);
      }
      OutputBox box = new OutputBox(model::front, clean, size, 0.2f);
      Random random = new Random(3);
      float[] wanted = new float[clean.length];
      for (int i = 0; i < count; i++) {
        float[] points = new float[size];
        for (int v = 0; v < size; v++) {
          points[v] = random.nextBoolean() ? random.nextInt(2) : random.nextFloat();
        }
        System.arraycopy(box.outputs(i, points, 1), 0, wanted, i * size, size);
      }

      float[] found = box.pixels(wanted);

      isWithin(found, clean, 0.2f);
      float[] reached = model.front(found, count);
      for (int i = 0; i < wanted.length; i++) {
        assertThat(reached[i]).isCloseTo(wanted[i], within(2e-6f));
      }
      float[] within = model.behindFront(1).logits(wanted, count);
      float[] whole = model.logits(found, count);
      for (int i = 0; i < within.length; i++) {
        assertThat(whole[i]).isCloseTo(within[i], within(1e-3f));
      }
    }
  }

  @Test
  void aGreyLevelOfTheSameOutputIsTaken() {
    Front halves = each(x -> x > 0.5f ? 1 : 0);
    float[] clean = {0.6f, 0.4f, 0.5009f, 0.4991f};
    OutputBox box = new OutputBox(halves, clean, clean.length, 0.15f);
    OutputBox narrow = new OutputBox(halves, clean, clean.length, 0.001f);
    float[] wanted = {0, 1, 0, 1};

    assertThat(box.pixels(wanted)).containsExactly(127 / 255f, 128 / 255f, 127 / 255f, 128 / 255f);
    assertThat(narrow.pixels(new float[] {1, 0, 0, 1}))
        .containsExactly(0.6f, 0.4f, 0.5f, Math.nextUp(0.5f));
  }
}
