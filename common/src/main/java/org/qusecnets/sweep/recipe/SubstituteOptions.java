package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Declared;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Nested;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/**
 * How a black-box attacker trains a substitute for a model that only tells labels (Papernot et al.
 * 2017): iterations of training, each but the last followed by a step from every point along the
 * sign of the substitute's Jacobian, which doubles the points.
 *
 * @see <a href="https://arxiv.org/abs/1602.02697">Papernot et al. 2017, Algorithm 1</a>
 */
public record SubstituteOptions(
    @Option(
            says = "Whose layers and weights' distribution it has.",
            key = "network",
            otherwise = "own",
            leftOut = "own")
        NetworkOf networkOf,
    @Nested(otherwise = "architecture = mlp-200-200") NetworkOptions network,
    @Option(says = "Test images that the attacker starts with.", otherwise = "150", from = 1)
        int holdOut,
    @Option(
            says =
                "Iterations: trainings of the substitute, each but the last followed by an augmentation of its"
                    + " points.",
            otherwise = "6",
            from = 1,
            to = 12)
        int iterations,
    @Option(
            says = "Size of the step of a pixel, of which the range is 1.",
            otherwise = "0.1",
            above = 0,
            to = 1)
        double lambda,
    @Option(says = "The step's sign at each augmentation.", otherwise = "cleverhans-2")
        Directions directions,
    @Option(says = "The outputs whose Jacobian is taken.", otherwise = "probabilities")
        Saliency saliency,
    @Option(says = "Where the labels of the first images come from.", otherwise = "queried")
        HoldOutLabels holdOutLabels,
    @Nested(
            otherwise = {"epochs = 10", "label-smoothing = 0"},
            fixed = {
              "flip = none",
              "shift = 0",
              "patience = 0",
              "least-gain = 0",
              "parallelism = model",
              "averaging-frequency = 0"
            })
        TrainingOptions training)
    implements Declared, Serializable {
  /**
   * The options of the {@code substitute} section; those of network and training stand beside the
   * others, but for those that would put images before it whose labels nobody asked for, or end its
   * trainings early.
   */
  public static final Declaration<SubstituteOptions> DECLARATION =
      Declaration.of(SubstituteOptions.class);

  /** They are in memory as floats: 250 MB of CIFAR-10. */
  private static final long MOST_POINTS = 20_000;

  /** Whose network it is. */
  public enum NetworkOf {
    /** What {@code architecture} and {@code initialization} say. */
    OWN,
    /** The attacked model's, without its defense: an attacker who knows that much. */
    TARGET
  }

  /** The sign of lambda at each augmentation. */
  public enum Directions {
    /** CleverHans 2.1 to 3.0: minus at the first three, then plus. */
    CLEVERHANS_2,
    /**
     * CleverHans since May 2020 (3.1): plus at the first three, minus at the next three, and so on.
     */
    CLEVERHANS_3_1,
    /** Always plus, as in the paper's Algorithm 1. */
    PLUS;

    /** The sign, 1 or -1, at an augmentation, counted from 0. */
    public int sign(int augmentation) {
      int period = augmentation / 3;
      return switch (this) {
        case CLEVERHANS_2 -> period == 0 ? -1 : 1;
        case CLEVERHANS_3_1 -> period % 2 == 0 ? 1 : -1;
        case PLUS -> 1;
      };
    }
  }

  /** Which output for a point's label is differentiated. */
  public enum Saliency {
    /** The probability, as in CleverHans 2. */
    PROBABILITIES,
    /** The logit, as in CleverHans 3. */
    LOGITS
  }

  /** Where the labels of the first images come from. */
  public enum HoldOutLabels {
    /** From the attacked model, as in the paper. */
    QUERIED,
    /** They are the true ones, as in CleverHans. */
    TRUE_LABEL
  }

  /** Checks hold-out, iterations and lambda. */
  public SubstituteOptions {
    Ranges.check(
        SubstituteOptions.class,
        networkOf,
        network,
        holdOut,
        iterations,
        lambda,
        directions,
        saliency,
        holdOutLabels,
        training);
    if ((long) holdOut << (iterations - 1) > MOST_POINTS) {
      throw new InvalidOption(
          "iterations",
          "must leave at most %d points (hold-out x 2^(iterations - 1), with hold-out %d)"
              .formatted(MOST_POINTS, holdOut),
          iterations);
    }
  }

  /**
   * CleverHans' tutorial {@code mnist_blackbox} in version 2.1, but with queried labels only and
   * weights drawn as this program draws all.
   */
  public static SubstituteOptions defaults() {
    return DECLARATION.defaults();
  }

  /** The substitute as a model of its own, with the training of one iteration. */
  public ModelRecipe recipe() {
    return ModelRecipe.undefended(network, training);
  }

  /**
   * The same for a target with this network: with a network of its own, whose weights are drawn.
   */
  public SubstituteOptions against(NetworkOptions target) {
    NetworkOptions own = networkOf == NetworkOf.TARGET ? target.untrained() : network;
    return with(NetworkOf.OWN, own, iterations);
  }

  /** The same with no more iterations than these. */
  public SubstituteOptions withAtMost(int fewer) {
    return with(networkOf, network, Math.min(iterations, fewer));
  }

  private SubstituteOptions with(NetworkOf of, NetworkOptions other, int most) {
    return new SubstituteOptions(
        of, other, holdOut, most, lambda, directions, saliency, holdOutLabels, training);
  }

  /** Number of points in the last iteration. */
  public long points() {
    return (long) holdOut << (iterations - 1);
  }

  /** Number of labels that are asked from the attacked model. */
  public long queries() {
    return holdOutLabels == HoldOutLabels.TRUE_LABEL ? points() - holdOut : points();
  }

  /** Number of times that a point is shown to the substitute, over all iterations and epochs. */
  public long trainingImages() {
    return (2 * points() - holdOut) * training.epochs();
  }

  /** Gradients with respect to a point: one for each point that an augmentation makes. */
  public long gradients() {
    return points() - holdOut;
  }

  /** Epochs of all iterations together. */
  public int totalEpochs() {
    return Math.multiplyExact(iterations, training.epochs());
  }
}
