package org.qusecnets.sweep.defense;

import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/**
 * Gaussian data augmentation (GDA): the network learns from each image and from a copy with normal
 * noise on every value, clipped to [0, 1].
 *
 * <p>As in the Adversarial Robustness Toolbox there are as many noisy images as clean ones. There
 * the noise is drawn once and clipping is left to the user; here every epoch has noise of its own,
 * which is augmentation with ever new copies, and images stay in the range of pixels.
 *
 * @param sigma the noise's standard deviation, above 0 and at most 1; without a default, since what
 *     leaves a digit readable drowns a photograph
 * @see <a href="https://arxiv.org/abs/1707.06728">Zantedeschi, Nicolae, Rawat 2017</a>
 */
record GaussianAugmentation(double sigma) implements NoisyImages {
  static final String TYPE = "gaussian-augmentation";

  GaussianAugmentation {
    if (!(sigma > 0 && sigma <= 1)) {
      throw new InvalidOption("sigma", "must be above 0 and at most 1", sigma);
    }
  }

  static GaussianAugmentation read(Options options) {
    return new GaussianAugmentation(options.requiredNumber("sigma"));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("sigma", sigma);
    return parameters;
  }

  @Override
  public Original original() {
    return Original.KEPT;
  }

  @Override
  public float noisy(float value, SplittableRandom random) {
    return (float) Math.min(1, Math.max(0, value + sigma * random.nextGaussian()));
  }
}
