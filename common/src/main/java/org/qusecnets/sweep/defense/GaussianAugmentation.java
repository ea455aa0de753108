package org.qusecnets.sweep.defense;

import java.util.SplittableRandom;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/**
 * Gaussian data augmentation (GDA): the network learns from each image and from a copy with normal
 * noise on every value, clipped to [0, 1].
 *
 * <p>As in the Adversarial Robustness Toolbox there are as many noisy images as clean ones. There
 * the noise is drawn once and clipping is left to the user; here every epoch has noise of its own,
 * which is augmentation with ever new copies, and images stay in the range of pixels.
 *
 * @see <a href="https://arxiv.org/abs/1707.06728">Zantedeschi, Nicolae, Rawat 2017</a>
 */
record GaussianAugmentation(
    @Option(
            says =
                "The noise's standard deviation; what leaves a digit readable drowns a photograph.",
            above = 0,
            to = 1)
        double sigma)
    implements NoisyImages {
  static final String TYPE = "gaussian-augmentation";

  GaussianAugmentation {
    Ranges.check(GaussianAugmentation.class, sigma);
  }

  @Override
  public String type() {
    return TYPE;
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
