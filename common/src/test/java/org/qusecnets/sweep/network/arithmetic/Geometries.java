package org.qusecnets.sweep.network.arithmetic;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry.Border;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry.Reach;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry.Steps;

/** Small convolutions for property tests. */
final class Geometries {
  private Geometries() {}

  static Arbitrary<ConvolutionGeometry> any() {
    return with(Reach.ALL_CHANNELS);
  }

  static Arbitrary<ConvolutionGeometry> depthwise() {
    return with(Reach.ONE_CHANNEL);
  }

  private static Arbitrary<ConvolutionGeometry> with(Reach reach) {
    // A kernel of 4 with gaps is 7 long.
    Arbitrary<Integer> sides = Arbitraries.integers().between(7, 11);
    Arbitrary<Integer> small = Arbitraries.integers().between(1, 3);
    Arbitrary<Integer> kernels = Arbitraries.integers().between(1, 4);
    Arbitrary<Integer> paddings = Arbitraries.integers().between(0, 3);
    Arbitrary<Border> borders =
        Combinators.combine(paddings, paddings, paddings, paddings).as(Border::new);
    Arbitrary<Integer> gaps = Arbitraries.integers().between(1, 2);
    Arbitrary<Steps> steps = Combinators.combine(small, small, gaps, gaps).as(Steps::new);
    return Combinators.combine(sides, sides, small, kernels, kernels, steps, borders, small)
        .as(
            (height, width, channels, rows, columns, step, border, filters) ->
                new ConvolutionGeometry(
                    height,
                    width,
                    channels,
                    rows,
                    columns,
                    step,
                    // With more padding than that, a kernel would stand on padding alone.
                    new Border(
                        border.top() % rows,
                        border.bottom() % rows,
                        border.left() % columns,
                        border.right() % columns),
                    reach == Reach.ALL_CHANNELS ? filters : filters * channels,
                    reach));
  }
}
