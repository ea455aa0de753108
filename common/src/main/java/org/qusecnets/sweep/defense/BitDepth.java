package org.qusecnets.sweep.defense;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Applied;

/**
 * Fewer bits of colour depth: a value x becomes {@code rint(x (2^b - 1)) / (2^b - 1)}, where halves
 * go to the even neighbour. Gradients go straight through.
 *
 * @param bits bits b of a value, from 1 to 8
 * @param applied whether the network is trained behind it
 * @see <a href="https://arxiv.org/abs/1704.01155">Xu, Evans, Qi 2018, Section III</a> and the
 *     authors' EvadeML-Zoo
 */
record BitDepth(int bits, Applied applied) implements StraightThrough {
  static final String TYPE = "bit-depth";

  BitDepth {
    if (bits < 1 || bits > 8) {
      throw new InvalidOption("bits", "must be from 1 to 8", bits);
    }
  }

  static BitDepth read(Options options) {
    return new BitDepth(
        options.requiredInteger("bits"), options.choice("applied", Applied.AT_EVALUATION));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public SortedMap<String, Object> parameters() {
    return new TreeMap<>(Map.of("bits", bits, "applied", Options.nameOf(applied)));
  }

  @Override
  public float[] transform(float[] image, ImageShape shape, long seed) {
    int steps = (1 << bits) - 1;
    float[] reduced = new float[image.length];
    for (int i = 0; i < image.length; i++) {
      reduced[i] = (float) Math.rint(image[i] * steps) / steps;
    }
    return reduced;
  }
}
