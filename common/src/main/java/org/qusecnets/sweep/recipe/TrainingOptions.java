package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Declared;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Nested;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.CleanAugmentation.Flip;
import org.qusecnets.sweep.recipe.LearningRateSchedule.Form;

/** How a network is trained. */
public record TrainingOptions(
    @Option(says = "Passes over the training images.", otherwise = "6", from = 1) int epochs,
    @Option(says = "Images of a step.", otherwise = "128", from = 1, to = 1024) int batchSize,
    @Option(says = "Size of the optimizer's steps.", otherwise = "0.001", above = 0)
        double learningRate,
    @Option(
            says = "Share of the label's probability that is spread evenly over all classes.",
            otherwise = "0.1",
            from = 0,
            below = 1)
        double labelSmoothing,
    @Option(says = "What training minimises.", otherwise = "cross-entropy") Loss loss,
    @Nested StepOptions steps,
    @Nested CleanAugmentation augmentation,
    @Nested EarlyStopping stopping,
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
     * then the parameters and what the optimizers keep are averaged. It is another algorithm than
     * one worker's steps one after another.
     */
    DATA
  }

  /**
   * Checks every value, and that workers together do no more than they can: images reach them as
   * they are, and none knows how far the others are.
   */
  public TrainingOptions {
    Ranges.check(
        TrainingOptions.class,
        epochs,
        batchSize,
        learningRate,
        labelSmoothing,
        loss,
        steps,
        augmentation,
        stopping,
        parallelism,
        averagingFrequency);
    if (parallelism == Parallelism.DATA) {
      requireOfWorkers("schedule", "constant", steps.schedule().form() == Form.CONSTANT);
      requireOfWorkers("warm-up", "0", steps.schedule().warmUp() == 0);
      requireOfWorkers("flip", "none", augmentation.flip() == Flip.NONE);
      requireOfWorkers("shift", "0", augmentation.shift() == 0);
    }
  }

  private static void requireOfWorkers(String key, String value, boolean holds) {
    if (!holds) {
      throw new InvalidOption(
          key, "must be " + value + " where parallelism is data; set parallelism = model");
    }
  }

  /** Training by one worker, with Adam. */
  public TrainingOptions(
      int epochs, int batchSize, double learningRate, double labelSmoothing, Loss loss) {
    this(
        epochs,
        batchSize,
        learningRate,
        labelSmoothing,
        loss,
        StepOptions.plain(),
        CleanAugmentation.none(),
        EarlyStopping.never(),
        Parallelism.MODEL,
        0);
  }

  /**
   * CleverHans' tutorial: 6 epochs, batch 128, Adam at 1e-3, label smoothing 0.1, cross-entropy.
   */
  public static TrainingOptions defaults() {
    return DECLARATION.defaults();
  }

  /** The same training with another loss. */
  public TrainingOptions with(Loss other) {
    return with(epochs, labelSmoothing, other, parallelism, averagingFrequency);
  }

  /** The same training on labels that are not smoothed. */
  public TrainingOptions unsmoothed() {
    return with(epochs, 0, loss, parallelism, averagingFrequency);
  }

  /** The same training for another number of epochs. */
  public TrainingOptions withEpochs(int other) {
    return with(other, labelSmoothing, loss, parallelism, averagingFrequency);
  }

  /**
   * The same training in another way.
   *
   * @throws InvalidOption if the two do not fit
   */
  public TrainingOptions with(Parallelism other, int frequency) {
    return with(epochs, labelSmoothing, loss, other, frequency);
  }

  private TrainingOptions with(
      int passes, double smoothing, Loss minimised, Parallelism together, int frequency) {
    return new TrainingOptions(
        passes,
        batchSize,
        learningRate,
        smoothing,
        minimised,
        steps,
        augmentation,
        stopping,
        together,
        frequency);
  }
}
