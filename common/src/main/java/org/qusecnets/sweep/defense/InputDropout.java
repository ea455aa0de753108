package org.qusecnets.sweep.defense;

import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/**
 * Input dropout: in training every value of an image is set to 0 with some probability, each by
 * itself; the trained network sees whole images. QuSecNets, Section V, names it against the
 * saliency map attack and says no more.
 *
 * @param rate the probability, above 0 and below 1; a fifth of the inputs is usual (Srivastava et
 *     al. 2014, Appendix A.4)
 * @param scaling what becomes of the other values
 * @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al. 2014</a>
 */
record InputDropout(double rate, Scaling scaling) implements NoisyImages {
  static final String TYPE = "input-dropout";
  private static final double USUAL_RATE = 0.2;

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
    if (!(rate > 0 && rate < 1)) {
      throw new InvalidOption("rate", "must be above 0 and below 1", rate);
    }
  }

  static InputDropout read(Options options) {
    return new InputDropout(
        options.number("rate", USUAL_RATE), options.choice("scaling", Scaling.NONE));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("rate", rate);
    parameters.put("scaling", Options.nameOf(scaling));
    return parameters;
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
