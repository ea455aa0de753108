package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Declared;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/** How a network is trained, with Adam. */
public record TrainingOptions(
    @Option(says = "Passes over the training images.", otherwise = "6", from = 1) int epochs,
    @Option(says = "Images of a step.", otherwise = "128", from = 1, to = 1024) int batchSize,
    @Option(says = "Adam's step.", otherwise = "0.001", above = 0) double learningRate,
    @Option(
            says = "Share of the label's probability that is spread evenly over all classes.",
            otherwise = "0.1",
            from = 0,
            below = 1)
        double labelSmoothing,
    @Option(says = "What training minimises.", otherwise = "cross-entropy") Loss loss,
    @Option(says = "What is trained at the same time.", otherwise = "model", leftOut = "model")
        Parallelism parallelism,
    @Option(
            says = "Steps of each worker from one averaging to the next.",
            otherwise = "5",
            from = 1,
            where = "parallelism = data",
            absent = "0")
        int averagingFrequency)
    implements Declared, Serializable {
  /** The options of the {@code training} section. */
  public static final Declaration<TrainingOptions> DECLARATION =
      Declaration.of(TrainingOptions.class);

  /** What training minimises, averaged over the images of a batch. */
  public enum Loss {
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
    Ranges.check(
        TrainingOptions.class,
        epochs,
        batchSize,
        learningRate,
        labelSmoothing,
        loss,
        parallelism,
        averagingFrequency);
  }

  /** Training by one worker. */
  public TrainingOptions(
      int epochs, int batchSize, double learningRate, double labelSmoothing, Loss loss) {
    this(epochs, batchSize, learningRate, labelSmoothing, loss, Parallelism.MODEL, 0);
  }

  /**
   * CleverHans' tutorial: 6 epochs, batch 128, Adam at 1e-3, label smoothing 0.1, cross-entropy.
   */
  public static TrainingOptions defaults() {
    return DECLARATION.defaults();
  }

  /** The same training with another loss. */
  public TrainingOptions with(Loss other) {
    return new TrainingOptions(
        epochs, batchSize, learningRate, labelSmoothing, other, parallelism, averagingFrequency);
  }

  /** The same training on labels that are not smoothed. */
  public TrainingOptions unsmoothed() {
    return new TrainingOptions(
        epochs, batchSize, learningRate, 0, loss, parallelism, averagingFrequency);
  }

  /** The same training for another number of epochs. */
  public TrainingOptions withEpochs(int other) {
    return new TrainingOptions(
        other, batchSize, learningRate, labelSmoothing, loss, parallelism, averagingFrequency);
  }

  /**
   * The same training in another way.
   *
   * @throws InvalidOption if the two do not fit
   */
  public TrainingOptions with(Parallelism other, int frequency) {
    return new TrainingOptions(
        epochs, batchSize, learningRate, labelSmoothing, loss, other, frequency);
  }
}
