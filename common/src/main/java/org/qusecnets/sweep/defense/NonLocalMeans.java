package org.qusecnets.sweep.defense;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Applied;

/**
 * Non-local means: each value becomes the mean of the values around it, weighted by how much the
 * patches around them look alike.
 *
 * <p>As OpenCV's {@code fastNlMeansDenoising} for each channel of a grey image and {@code
 * fastNlMeansDenoisingColored} for one of three channels: in 8-bit Lab, the lightness by itself and
 * the two colours together, with the same strength. The image is rounded to 8 bits first, as those
 * functions demand. Grey images become what OpenCV makes of them, to the bit. In colour OpenCV
 * looks Lab up in tables of whole numbers where this computes it, so that about one value in ten
 * differs, by a few grey levels at most. EvadeML-Zoo hands images of red, green, blue to the
 * function for colour, which expects blue, green, red; here red is red.
 *
 * <p>Gradients go straight through.
 *
 * @param search rows and columns of the window that is averaged, odd, from 3 to 35
 * @param patch rows and columns of a patch, odd, from 1 to 15
 * @param strength the scale h of the distance between patches: their weight is {@code exp(-d /
 *     h^2)}, d being the mean squared difference of their grey levels; in grey levels of 255, above
 *     0 and at most 255
 * @param applied whether the network is trained behind it
 * @see <a href="https://arxiv.org/abs/1704.01155">Xu, Evans, Qi 2018, Section III</a>; Buades,
 *     Coll, Morel 2005
 */
record NonLocalMeans(int search, int patch, double strength, Applied applied)
    implements StraightThrough {
  static final String TYPE = "non-local-means";

  NonLocalMeans {
    requireWindow("search", search, 3, 35);
    requireWindow("patch", patch, 1, 15);
    if (!(strength > 0 && strength <= GreyLevels.GREATEST)) {
      throw new InvalidOption("strength", "must be above 0 and at most 255", strength);
    }
  }

  private static void requireWindow(String key, int size, int smallest, int largest) {
    if (size < smallest || size > largest || size % 2 == 0) {
      throw new InvalidOption(key, "must be odd and from " + smallest + " to " + largest, size);
    }
  }

  static NonLocalMeans read(Options options) {
    return new NonLocalMeans(
        options.integer("search", 13),
        options.integer("patch", 3),
        options.number("strength", 2),
        options.choice("applied", Applied.AT_EVALUATION));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public SortedMap<String, Object> parameters() {
    return new TreeMap<>(
        Map.of(
            "search", search,
            "patch", patch,
            "strength", strength,
            "applied", Options.nameOf(applied)));
  }

  @Override
  public float[] transform(float[] image, ImageShape shape, long seed) {
    int[][] channels = GreyLevels.of(image, shape);
    if (channels.length == 3) {
      return GreyLevels.image(Lab.toColours(denoisedLab(Lab.of(channels), shape)));
    }
    int[][] denoised = new int[channels.length][];
    for (int channel = 0; channel < channels.length; channel++) {
      denoised[channel] = denoised(shape, channels[channel])[0];
    }
    return GreyLevels.image(denoised);
  }

  private int[][] denoisedLab(int[][] lab, ImageShape shape) {
    int[][] colours = denoised(shape, lab[1], lab[2]);
    return new int[][] {denoised(shape, lab[0])[0], colours[0], colours[1]};
  }

  private int[][] denoised(ImageShape shape, int[]... channels) {
    PatchWeights weights = PatchWeights.of(search, patch, strength, channels.length);
    return new PatchAverage(weights, shape.height(), shape.width()).of(channels);
  }
}
