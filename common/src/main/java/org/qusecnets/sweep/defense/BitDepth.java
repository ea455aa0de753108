package org.qusecnets.sweep.defense;

import java.util.Optional;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Applied;
import org.qusecnets.sweep.recipe.TransformFormula;
import org.qusecnets.sweep.recipe.ValueMap;

/**
 * Fewer bits of colour depth: a value x becomes {@code rint(x (2^b - 1)) / (2^b - 1)}, where halves
 * go to the even neighbour. Gradients go straight through.
 *
 * @see <a href="https://arxiv.org/abs/1704.01155">Xu, Evans, Qi 2018, Section III</a> and the
 *     authors' EvadeML-Zoo
 */
record BitDepth(
    @Option(says = "Bits b of a value.", from = 1, to = 8) int bits,
    @Option(says = InputDefense.APPLIED, otherwise = "at-evaluation") Applied applied)
    implements StraightThrough {
  static final String TYPE = "bit-depth";

  BitDepth {
    Ranges.check(BitDepth.class, bits, applied);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public ValueMap valueMap() {
    return ValueMap.STEPS;
  }

  @Override
  public boolean isSmoothedBy(double z) {
    return true;
  }

  /** Sigmoids where values are rounded up. */
  @Override
  public float[] smoothedBackward(float[] image, float[] gradient, double z) {
    int steps = steps();
    return Thresholds.smoothed(image, gradient, z, steps, k -> (k + 0.5) / steps);
  }

  @Override
  public Optional<TransformFormula> formula() {
    return Optional.of(new TransformFormula.Rounding(steps()));
  }

  private int steps() {
    return (1 << bits) - 1;
  }

  @Override
  public float[] transform(float[] image, ImageShape shape, long seed) {
    int steps = steps();
    float[] reduced = new float[image.length];
    for (int i = 0; i < image.length; i++) {
      reduced[i] = (float) Math.rint(image[i] * steps) / steps;
    }
    return reduced;
  }
}
