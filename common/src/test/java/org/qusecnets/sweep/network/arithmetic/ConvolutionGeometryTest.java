package org.qusecnets.sweep.network.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ConvolutionGeometryTest {
  @Provide
  Arbitrary<ConvolutionGeometry> geometries() {
    return Geometries.any();
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void visitsWhatTheKernelSees(@ForAll("geometries") ConvolutionGeometry geometry) {
    int columns = geometry.outputWidth();
    int[] seen = new int[geometry.positions() * geometry.patchSize()];
    Arrays.fill(seen, -2);

    for (int y = 0; y < geometry.outputHeight(); y++) {
      int start = y * geometry.patchSize();
      geometry.forEachRun(
          y,
          (patch, image, first, last) -> {
            for (int x = 0; x < columns; x++) {
              boolean inside = x >= first && x < last;
              seen[(start + patch) * columns + x] =
                  inside ? image + x * geometry.steps().columns() : -1;
            }
          });
    }

    assertThat(seen).containsExactly(naivePatches(geometry));
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
    int[] seen = new int[12];

    dense.forEachRun(0, (patch, image, first, last) -> seen[patch] = image);

    assertThat(dense.positions()).isEqualTo(1);
    assertThat(dense.outputSize()).isEqualTo(10);
    assertThat(seen).containsExactly(IntStream.range(0, 12).toArray());
    assertThat(dense.fullyConnected()).isTrue();
  }

  /** Where in the image each value of the patches stands, or -1 for padding. */
  private static int[] naivePatches(ConvolutionGeometry geometry) {
    int[] patches = new int[geometry.positions() * geometry.patchSize()];
    int next = 0;
    for (int oy = 0; oy < geometry.outputHeight(); oy++) {
      for (int ky = 0; ky < geometry.kernelRows(); ky++) {
        for (int c = 0; c < geometry.channels(); c++) {
          for (int kx = 0; kx < geometry.kernelColumns(); kx++) {
            for (int ox = 0; ox < geometry.outputWidth(); ox++) {
              ConvolutionGeometry.Steps steps = geometry.steps();
              int y = oy * steps.rows() - geometry.border().top() + ky * steps.rowDilation();
              int x = ox * steps.columns() - geometry.border().left() + kx * steps.columnDilation();
              boolean inside = y >= 0 && y < geometry.height() && x >= 0 && x < geometry.width();
              patches[next++] = inside ? (y * geometry.channels() + c) * geometry.width() + x : -1;
            }
          }
        }
      }
    }
    return patches;
  }
}
