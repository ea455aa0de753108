package org.qusecnets.sweep.network;

import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/**
 * How a network is trained, with Adam.
 *
 * @param epochs passes over the training images, at least 1
 * @param batchSize images a step, 1 to 1024
 * @param learningRate Adam's step, above 0
 * @param labelSmoothing share s of the label's probability that is spread evenly over all classes,
 *     in [0, 1)
 * @param cost what is minimised
 */
public record TrainingOptions(
    int epochs, int batchSize, double learningRate, double labelSmoothing, Cost cost)
    implements Serializable {

  /** What training minimises, averaged over the images of a batch. */
  public enum Cost {
    /** Cross-entropy of the softmax, as CleverHans trains. */
    CROSS_ENTROPY,
    /** Mean over the classes of the squared difference of probabilities: the paper's Eq. 2. */
    MEAN_SQUARED_ERROR
  }

  /** Checks every value. */
  public TrainingOptions {
    if (epochs < 1) {
      throw new InvalidOption("epochs", "must be at least 1", epochs);
    }
    if (batchSize < 1 || batchSize > 1024) {
      throw new InvalidOption("batch-size", "must be from 1 to 1024", batchSize);
    }
    if (!(learningRate > 0)) {
      throw new InvalidOption("learning-rate", "must be above 0", learningRate);
    }
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new InvalidOption("label-smoothing", "must be at least 0 and below 1", labelSmoothing);
    }
  }

  /**
   * CleverHans' tutorial: 6 epochs, batch 128, Adam at 1e-3, label smoothing 0.1, cross-entropy.
   */
  public static TrainingOptions defaults() {
    return new TrainingOptions(6, 128, 1e-3, 0.1, Cost.CROSS_ENTROPY);
  }

  /** Reads the {@code training} section. */
  public static TrainingOptions read(Options options) {
    return read(options, defaults());
  }

  /** Reads the same keys with other defaults. */
  static TrainingOptions read(Options options, TrainingOptions defaults) {
    return new TrainingOptions(
        options.integer("epochs", defaults.epochs),
        options.integer("batch-size", defaults.batchSize),
        options.number("learning-rate", defaults.learningRate),
        options.number("label-smoothing", defaults.labelSmoothing),
        options.choice("cost", defaults.cost));
  }

  /** The same training with another cost. */
  public TrainingOptions with(Cost other) {
    return new TrainingOptions(epochs, batchSize, learningRate, labelSmoothing, other);
  }

  /** The same training for another number of epochs. */
  public TrainingOptions withEpochs(int other) {
    return new TrainingOptions(other, batchSize, learningRate, labelSmoothing, cost);
  }

  /** All parameters by their configuration keys. */
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("epochs", epochs);
    parameters.put("batch-size", batchSize);
    parameters.put("learning-rate", learningRate);
    parameters.put("label-smoothing", labelSmoothing);
    parameters.put("cost", Options.nameOf(cost));
    return parameters;
  }
}
