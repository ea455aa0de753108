package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
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
 * @see <a href="https://arxiv.org/abs/1704.01155">Xu, Evans, Qi 2018, Section III</a>
 * @see <a href="https://doi.org/10.1109/CVPR.2005.38">Buades, Coll, Morel 2005</a>
 */
record NonLocalMeans(
    @Option(
            says = "Rows and columns of the window that is averaged.",
            otherwise = "13",
            from = 3,
            to = 35,
            odd = true)
        int search,
    @Option(says = "Rows and columns of a patch.", otherwise = "3", from = 1, to = 15, odd = true)
        int patch,
    @Option(
            says = "The scale h of the distance between patches, in grey levels of 255.",
            otherwise = "2",
            above = 0,
            to = 255)
        double strength,
    @Option(says = InputDefense.APPLIED, otherwise = "at-evaluation") Applied applied)
    implements StraightThrough {
  static final String TYPE = "non-local-means";

  NonLocalMeans {
    Ranges.check(NonLocalMeans.class, search, patch, strength, applied);
  }

  @Override
  public String type() {
    return TYPE;
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
