package org.qusecnets.sweep.recipe;

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
 * @param parallelism what is trained at the same time
 * @param averagingFrequency steps of each worker from one averaging to the next, at least 1, where
 *     data is parallel; 0 where it is not
 */
public record TrainingOptions(
    int epochs,
    int batchSize,
    double learningRate,
    double labelSmoothing,
    Cost cost,
    Parallelism parallelism,
    int averagingFrequency)
    implements Serializable {
  private static final int DEFAULT_AVERAGING_FREQUENCY = 5;
  private static final String AVERAGING_FREQUENCY = "averaging-frequency";

  /** What training minimises, averaged over the images of a batch. */
  public enum Cost {
    /** Cross-entropy of the softmax, as CleverHans trains. */
    CROSS_ENTROPY,
    /** Mean over the classes of the squared difference of probabilities: the paper's Eq. 2. */
    MEAN_SQUARED_ERROR
  }

  /** What is trained at the same time. */
  public enum Parallelism {
    /** Several models, each by one worker. */
    MODEL,
    /**
     * One model by several workers. Each takes steps on its own batches from the same parameters;
     * then the parameters and Adam's moments are averaged. It is another algorithm than one
     * worker's steps one after another.
     */
    DATA
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
    if (parallelism == Parallelism.DATA && averagingFrequency < 1) {
      throw new InvalidOption(AVERAGING_FREQUENCY, "must be at least 1", averagingFrequency);
    }
    if (parallelism == Parallelism.MODEL && averagingFrequency != 0) {
      throw new InvalidOption(
          AVERAGING_FREQUENCY, "must be left out unless parallelism is data", averagingFrequency);
    }
  }

  /** Training by one worker. */
  public TrainingOptions(
      int epochs, int batchSize, double learningRate, double labelSmoothing, Cost cost) {
    this(epochs, batchSize, learningRate, labelSmoothing, cost, Parallelism.MODEL, 0);
  }

  /**
   * CleverHans' tutorial: 6 epochs, batch 128, Adam at 1e-3, label smoothing 0.1, cross-entropy.
   */
  public static TrainingOptions defaults() {
    return new TrainingOptions(6, 128, 1e-3, 0.1, Cost.CROSS_ENTROPY);
  }

  /** Reads the {@code training} section. */
  public static TrainingOptions read(Options options) {
    TrainingOptions alone = read(options, defaults());
    Parallelism parallelism = options.choice("parallelism", Parallelism.MODEL);
    int frequency = parallelism == Parallelism.DATA ? DEFAULT_AVERAGING_FREQUENCY : 0;
    return alone.with(parallelism, options.integer(AVERAGING_FREQUENCY, frequency));
  }

  /** Reads the keys of training by one worker with other defaults. */
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
    return new TrainingOptions(
        epochs, batchSize, learningRate, labelSmoothing, other, parallelism, averagingFrequency);
  }

  /** The same training for another number of epochs. */
  public TrainingOptions withEpochs(int other) {
    return new TrainingOptions(
        other, batchSize, learningRate, labelSmoothing, cost, parallelism, averagingFrequency);
  }

  /**
   * The same training in another way.
   *
   * @throws InvalidOption if the two do not fit
   */
  public TrainingOptions with(Parallelism other, int frequency) {
    return new TrainingOptions(
        epochs, batchSize, learningRate, labelSmoothing, cost, other, frequency);
  }

  /** All parameters by their configuration keys; those of training by one worker stand alone. */
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("epochs", epochs);
    parameters.put("batch-size", batchSize);
    parameters.put("learning-rate", learningRate);
    parameters.put("label-smoothing", labelSmoothing);
    parameters.put("cost", Options.nameOf(cost));
    if (parallelism == Parallelism.DATA) {
      parameters.put("parallelism", Options.nameOf(parallelism));
      parameters.put(AVERAGING_FREQUENCY, averagingFrequency);
    }
    return parameters;
  }
}
