package org.qusecnets.sweep.defense;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Applied;

/**
 * Hard quantization: the steps that constant quantization approaches as its z grows (QuSecNets, Eq.
 * 1). A value x becomes the number of thresholds k/n, k from 1 to n - 1, that it exceeds, divided
 * by n - 1. With two levels that is binarization at 1/2.
 *
 * <p>A value equal to a threshold stays below it, where the sigmoid would give 1/2. Gradients go
 * straight through.
 *
 * @param levels number of levels n, from 2 to 256
 * @param applied whether the network is trained behind it
 */
record HardQuantization(int levels, Applied applied) implements StraightThrough {
  static final String TYPE = "hard-quantization";

  HardQuantization {
    if (levels < 2 || levels > 256) {
      throw new InvalidOption("levels", "must be from 2 to 256", levels);
    }
  }

  static HardQuantization read(Options options) {
    return new HardQuantization(
        options.requiredInteger("levels"), options.choice("applied", Applied.ALWAYS));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public SortedMap<String, Object> parameters() {
    return new TreeMap<>(Map.of("levels", levels, "applied", Options.nameOf(applied)));
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
