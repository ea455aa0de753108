package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ConvolutionGeometryTest {
  @Provide
  Arbitrary<ConvolutionGeometry> geometries() {
    Arbitrary<Integer> sides = Arbitraries.integers().between(4, 9);
    Arbitrary<Integer> small = Arbitraries.integers().between(1, 3);
    Arbitrary<Integer> kernels = Arbitraries.integers().between(1, 4);
    Arbitrary<Integer> paddings = Arbitraries.integers().between(0, 3);
    // With more padding than that, a kernel would stand on padding alone.
    return Combinators.combine(sides, sides, small, kernels, small, paddings, small)
        .as(
            (height, width, channels, kernel, stride, padding, filters) ->
                new ConvolutionGeometry(
                    height, width, channels, kernel, stride, padding % kernel, filters));
  }

  /** Behind an image of its own, so that a wrong offset shows. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void unfoldsWhatTheKernelSees(
      @ForAll("geometries") ConvolutionGeometry geometry, @ForAll long seed) {
    float[] images = randomValues(2 * geometry.inputSize(), seed);
    float[] patches = randomValues(geometry.positions() * geometry.patchSize(), seed + 1);

    geometry.unfold(images, geometry.inputSize(), patches);

    assertThat(patches).containsExactly(naivePatches(geometry, images, geometry.inputSize()));
  }

  /** fold is the transpose of unfold where <unfold(x), p> = <x, fold(p)> for all x and p. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void foldIsTheTransposeOfUnfold(
      @ForAll("geometries") ConvolutionGeometry geometry, @ForAll long seed) {
    float[] image = randomValues(geometry.inputSize(), seed);
    float[] patches = randomValues(geometry.positions() * geometry.patchSize(), seed + 1);
    float[] unfolded = new float[patches.length];
    float[] folded = randomValues(2 * image.length, seed + 2);
    float[] untouched = Arrays.copyOf(folded, image.length);

    geometry.unfold(image, 0, unfolded);
    geometry.fold(patches, folded, image.length);

    double left = dot(unfolded, patches, 0);
    assertThat(dot(image, folded, image.length)).isCloseTo(left, within(1e-3));
    assertThat(Arrays.copyOf(folded, image.length)).as("before").containsExactly(untouched);
  }

  @Test
  void samePaddingHalvesTheImageAtStrideTwo() {
    ConvolutionGeometry grey = new ConvolutionGeometry(28, 28, 1, 8, 2, 3, 64);
    ConvolutionGeometry colour = new ConvolutionGeometry(32, 32, 3, 8, 2, 3, 64);

    assertThat(grey.outputHeight()).isEqualTo(14);
    assertThat(grey.outputWidth()).isEqualTo(14);
    assertThat(grey.patchSize()).isEqualTo(64);
    assertThat(grey.outputSize()).isEqualTo(14 * 14 * 64);
    assertThat(colour.outputHeight()).isEqualTo(16);
    assertThat(colour.positions()).isEqualTo(256);
    assertThat(colour.patchSize()).isEqualTo(192);
    assertThat(colour.inputSize()).isEqualTo(3072);
  }

  @Test
  void kernelOfTheWholeImageIsAFullyConnectedLayer() {
    ConvolutionGeometry dense = new ConvolutionGeometry(2, 2, 3, 2, 1, 0, 10);
    float[] image = randomValues(12, 1);
    float[] patches = new float[12];

    dense.unfold(image, 0, patches);

    assertThat(dense.positions()).isEqualTo(1);
    assertThat(dense.outputSize()).isEqualTo(10);
    assertThat(patches).containsExactly(image);
  }

  private static float[] naivePatches(ConvolutionGeometry geometry, float[] images, int from) {
    float[] patches = new float[geometry.positions() * geometry.patchSize()];
    int next = 0;
    for (int oy = 0; oy < geometry.outputHeight(); oy++) {
      for (int ox = 0; ox < geometry.outputWidth(); ox++) {
        for (int ky = 0; ky < geometry.kernel(); ky++) {
          for (int kx = 0; kx < geometry.kernel(); kx++) {
            for (int c = 0; c < geometry.channels(); c++) {
              int y = oy * geometry.stride() - geometry.padding() + ky;
              int x = ox * geometry.stride() - geometry.padding() + kx;
              boolean inside = y >= 0 && y < geometry.height() && x >= 0 && x < geometry.width();
              int place = from + (y * geometry.width() + x) * geometry.channels() + c;
              patches[next++] = inside ? images[place] : 0;
            }
          }
        }
      }
    }
    return patches;
  }

  private static double dot(float[] left, float[] right, int rightFrom) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += (double) left[i] * right[rightFrom + i];
    }
    return sum;
  }

  private static float[] randomValues(int length, long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}
