package org.qusecnets.sweep.defense;

import java.util.Optional;
import java.util.OptionalInt;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Applied;
import org.qusecnets.sweep.recipe.TransformFormula;
import org.qusecnets.sweep.recipe.ValueMap;

/**
 * Hard quantization: the steps that constant quantization approaches as its z grows (QuSecNets, Eq.
 * 1). A value x becomes the number of thresholds k/n, k from 1 to n - 1, that it exceeds, divided
 * by n - 1. With two levels that is binarization at 1/2.
 *
 * <p>A value equal to a threshold stays below it, where the sigmoid would give 1/2. Gradients go
 * straight through.
 *
 * @see <a href="https://arxiv.org/abs/1811.01437">Khalid, Ali et al. 2019 (QuSecNets), Eq. 1</a>,
 *     for large z
 */
record HardQuantization(
    @Option(says = "Number of levels n.", from = 2, to = 256) int levels,
    @Option(says = InputDefense.APPLIED, otherwise = "always") Applied applied)
    implements StraightThrough {
  static final String TYPE = "hard-quantization";

  HardQuantization {
    Ranges.check(HardQuantization.class, levels, applied);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public OptionalInt quantizationLevels() {
    return OptionalInt.of(levels);
  }

  @Override
  public ValueMap valueMap() {
    return ValueMap.STEPS;
  }

  @Override
  public boolean isSmoothedBy(double z) {
    return true;
  }

  /** Sigmoids at the thresholds: constant quantization's derivative. */
  @Override
  public float[] smoothedBackward(float[] image, float[] gradient, double z) {
    return Thresholds.smoothed(image, gradient, z, levels - 1, k -> (k + 1.0) / levels);
  }

  @Override
  public Optional<TransformFormula> formula() {
    return Optional.of(new TransformFormula.ShareExceeded(Thresholds.of(levels)));
  }

  @Override
  public float[] transform(float[] image, ImageShape shape, long seed) {
    float[] quantized = new float[image.length];
    for (int i = 0; i < image.length; i++) {
      quantized[i] = (float) Thresholds.exceeded(image[i], levels) / (levels - 1);
    }
    return quantized;
  }
}
