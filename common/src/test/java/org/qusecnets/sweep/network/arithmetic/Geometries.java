package org.qusecnets.sweep.network.arithmetic;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Small convolutions for property tests. */
final class Geometries {
  private Geometries() {}

  static Arbitrary<ConvolutionGeometry> any() {
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
}
