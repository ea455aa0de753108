package org.qusecnets.sweep.defense;

import java.util.SplittableRandom;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/**
 * Input dropout: in training every value of an image is set to 0 with some probability, each by
 * itself; the trained network sees whole images. QuSecNets, Section V, names it against the
 * saliency map attack and says no more.
 *
 * @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al. 2014</a>
 * @see <a href="https://arxiv.org/abs/1811.01437">Khalid, Ali et al. 2019 (QuSecNets), Section
 *     V</a>
 */
record InputDropout(
    @Option(
            says = "The probability of a value to become 0.",
            otherwise = "0.2",
            above = 0,
            below = 1,
            source = "Srivastava et al. 2014, Appendix A.4")
        double rate,
    @Option(says = "What becomes of the other values.", otherwise = "none") Scaling scaling)
    implements NoisyImages {
  static final String TYPE = "input-dropout";

  /** What becomes of the values that are not dropped. */
  enum Scaling {
    /** They stay: the network learns from images with black holes, in [0, 1] as all images. */
    NONE,
    /**
     * They are divided by the probability to stay, as in dropout layers, so that each value has the
     * mean that it has without dropout. Images leave [0, 1].
     */
    INVERSE
  }

  InputDropout {
    Ranges.check(InputDropout.class, rate, scaling);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Original original() {
    return Original.REPLACED;
  }

  @Override
  public float noisy(float value, SplittableRandom random) {
    double stays = scaling == Scaling.INVERSE ? 1 / (1 - rate) : 1;
    return random.nextDouble() < rate ? 0 : (float) (stays * value);
  }
}
