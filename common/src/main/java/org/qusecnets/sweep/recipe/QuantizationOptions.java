package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/**
 * The quantization layer in front of a network (QuSecNets, Eq. 1): the mean of sigmoids {@code 1 /
 * (1 + exp(-z (x - t_k)))} over the thresholds {@code t_k}.
 *
 * @param levels number of quantization levels n, at least 2
 * @param z steepness of the sigmoids, above 0; the paper uses 50 for constant and 5 for trainable
 *     quantization
 * @param training whether the thresholds are learned, and how
 * @param sharing which pixels share their thresholds
 * @param placement how many thresholds there are and where they start
 * @param derivative the form of the sigmoid's derivative
 */
public record QuantizationOptions(
    int levels,
    double z,
    ThresholdTraining training,
    Sharing sharing,
    Placement placement,
    Derivative derivative)
    implements Serializable {

  /** Which pixels share their thresholds. */
  public enum Sharing {
    /** Every value of the image has its own, as the paper's text says. */
    PER_PIXEL,
    /** One set for each channel. */
    PER_CHANNEL,
    /** One set for the whole image, as in the authors' code. */
    SHARED
  }

  /** How many thresholds there are and where they start. */
  public enum Placement {
    /** The paper: n - 1 thresholds at k / n. */
    LINEAR,
    /**
     * The authors' code ({@code QuSecNets_SSCNets_FaDec}): n thresholds at k / n, the last at 1,
     * their sum still divided by n - 1 and the result clipped to [0, 1].
     */
    AUTHORS_CODE
  }

  /** The form of the sigmoid's derivative; the same in exact arithmetic, not in float32. */
  public enum Derivative {
    /** sigma(a) sigma(-a): never zero by rounding. */
    EXACT,
    /**
     * y (1 - y), as in the paper's software stack: exactly zero where y rounds to 1, which hides
     * the gradient of bright pixels from every white-box attack.
     */
    SATURATING
  }

  /** The rule by which thresholds are learned. */
  public enum Updater {
    /** Plain gradient descent, Eq. 3. */
    SGD,
    /** As for the other weights. */
    ADAM
  }

  /** Whether and how thresholds are learned. */
  public sealed interface ThresholdTraining extends Serializable {
    /** Thresholds stay where they were placed. */
    static ThresholdTraining constant() {
      return new Constant();
    }

    /** Thresholds are learned. */
    static ThresholdTraining trained(Updater updater, double learningRate) {
      return new Trained(updater, learningRate);
    }

    /** Whether thresholds are learned. */
    default boolean trainable() {
      return this instanceof Trained;
    }

    /** Thresholds stay where they were placed. */
    record Constant() implements ThresholdTraining {}

    /**
     * Thresholds are learned.
     *
     * @param updater the update rule
     * @param learningRate its step, above 0
     */
    record Trained(Updater updater, double learningRate) implements ThresholdTraining {
      /** Checks the learning rate. */
      public Trained {
        if (!(learningRate > 0)) {
          throw new InvalidOption("threshold-learning-rate", "must be above 0", learningRate);
        }
      }
    }
  }

  /** Checks levels and z. */
  public QuantizationOptions {
    if (levels < 2 || levels > 256) {
      throw new InvalidOption("levels", "must be from 2 to 256", levels);
    }
    if (!(z > 0) || z > 10_000) {
      throw new InvalidOption("z", "must be above 0 and at most 10000", z);
    }
  }

  /** Number of thresholds of one pixel. */
  public int thresholds() {
    return placement == Placement.LINEAR ? levels - 1 : levels;
  }

  /** All parameters by their configuration keys. */
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("levels", levels);
    parameters.put("z", z);
    parameters.put("sharing", Options.nameOf(sharing));
    parameters.put("placement", Options.nameOf(placement));
    parameters.put("derivative", Options.nameOf(derivative));
    if (training instanceof ThresholdTraining.Trained trained) {
      parameters.put("threshold-updater", Options.nameOf(trained.updater()));
      parameters.put("threshold-learning-rate", trained.learningRate());
    }
    return parameters;
  }
}
