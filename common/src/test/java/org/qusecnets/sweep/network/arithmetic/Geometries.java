package org.qusecnets.sweep.network.arithmetic;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry.Border;

/** Small convolutions for property tests. */
final class Geometries {
  private Geometries() {}

  static Arbitrary<ConvolutionGeometry> any() {
    Arbitrary<Integer> sides = Arbitraries.integers().between(4, 9);
    Arbitrary<Integer> small = Arbitraries.integers().between(1, 3);
    Arbitrary<Integer> kernels = Arbitraries.integers().between(1, 4);
    Arbitrary<Integer> paddings = Arbitraries.integers().between(0, 3);
    Arbitrary<Border> borders =
        Combinators.combine(paddings, paddings, paddings, paddings).as(Border::new);
    return Combinators.combine(sides, sides, small, kernels, kernels, small, borders, small)
        .as(
            (height, width, channels, rows, columns, stride, border, filters) ->
                new ConvolutionGeometry(
                    height,
                    width,
                    channels,
                    rows,
                    columns,
                    stride,
                    // With more padding than that, a kernel would stand on padding alone.
                    new Border(
                        border.top() % rows,
                        border.bottom() % rows,
                        border.left() % columns,
                        border.right() % columns),
                    filters));
  }
}
