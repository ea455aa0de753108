package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.SortedMap;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.NetworkOptions.Architecture;

/**
 * How a black-box attacker trains a substitute for a model that only tells labels (Papernot et al.
 * 2017): rounds of training, each but the last followed by a step from every point along the sign
 * of the substitute's Jacobian, which doubles the points.
 *
 * @param network the substitute's network
 * @param holdOut images that the attacker starts with, at least 1
 * @param rounds rounds of training, 1 to 12
 * @param lambda size of the step of a pixel, above 0 and at most 1 (the range of pixels)
 * @param directions the step's sign at each augmentation
 * @param saliency what the Jacobian is of
 * @param holdOutLabels where the labels of the first images come from
 * @param training the training of one round
 * @see <a href="https://arxiv.org/abs/1602.02697">Papernot et al. 2017, Algorithm 1</a>
 */
public record SubstituteOptions(
    NetworkOptions network,
    int holdOut,
    int rounds,
    double lambda,
    Directions directions,
    Saliency saliency,
    HoldOutLabels holdOutLabels,
    TrainingOptions training)
    implements Serializable {
  /** They are in memory as floats: 250 MB of CIFAR-10. */
  private static final long MOST_POINTS = 20_000;

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
    TRUE
  }

  /** Checks hold-out, rounds and lambda. */
  public SubstituteOptions {
    if (holdOut < 1) {
      throw new InvalidOption("hold-out", "must be at least 1", holdOut);
    }
    if (rounds < 1 || rounds > 12) {
      throw new InvalidOption("rounds", "must be from 1 to 12", rounds);
    }
    if ((long) holdOut << (rounds - 1) > MOST_POINTS) {
      throw new InvalidOption(
          "rounds",
          "must leave at most %d points (hold-out x 2^(rounds - 1), with hold-out %d)"
              .formatted(MOST_POINTS, holdOut),
          rounds);
    }
    if (!(lambda > 0 && lambda <= 1)) {
      throw new InvalidOption("lambda", "must be above 0 and at most 1", lambda);
    }
  }

  /**
   * CleverHans' tutorial {@code mnist_blackbox} in version 2.1, but with queried labels only and
   * weights drawn as this program draws all.
   */
  public static SubstituteOptions defaults() {
    return new SubstituteOptions(
        new NetworkOptions(Architecture.MLP_200_200, NetworkOptions.defaults().initialization()),
        150,
        6,
        0.1,
        Directions.CLEVERHANS_2,
        Saliency.PROBABILITIES,
        HoldOutLabels.QUERIED,
        new TrainingOptions(10, 128, 1e-3, 0, TrainingOptions.Cost.CROSS_ENTROPY));
  }

  /** Reads an attack's parameters; those of network and training stand beside the others. */
  public static SubstituteOptions read(Options options) {
    SubstituteOptions defaults = defaults();
    return new SubstituteOptions(
        NetworkOptions.read(options, defaults.network),
        options.integer("hold-out", defaults.holdOut),
        options.integer("rounds", defaults.rounds),
        options.number("lambda", defaults.lambda),
        options.choice("directions", defaults.directions),
        options.choice("saliency", defaults.saliency),
        options.choice("hold-out-labels", defaults.holdOutLabels),
        TrainingOptions.read(options, defaults.training));
  }

  /** The substitute as a model of its own, with the training of one round. */
  public ModelRecipe recipe() {
    return ModelRecipe.undefended(network, training);
  }

  /** The same with no more rounds than these. */
  public SubstituteOptions withAtMost(int fewer) {
    return new SubstituteOptions(
        network,
        holdOut,
        Math.min(rounds, fewer),
        lambda,
        directions,
        saliency,
        holdOutLabels,
        training);
  }

  /** Number of points in the last round. */
  public long points() {
    return (long) holdOut << (rounds - 1);
  }

  /** Number of labels that are asked from the attacked model. */
  public long queries() {
    return holdOutLabels == HoldOutLabels.TRUE ? points() - holdOut : points();
  }

  /** Number of times that a point is shown to the substitute, over all rounds and epochs. */
  public long trainingImages() {
    return (2 * points() - holdOut) * training.epochs();
  }

  /** Gradients with respect to a point: one for each point that an augmentation makes. */
  public long gradients() {
    return points() - holdOut;
  }

  /** Epochs of all rounds together. */
  public int totalEpochs() {
    return Math.multiplyExact(rounds, training.epochs());
  }

  /** All parameters by their configuration keys. */
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = training.parameters();
    parameters.putAll(network.parameters());
    parameters.put("hold-out", holdOut);
    parameters.put("rounds", rounds);
    parameters.put("lambda", lambda);
    parameters.put("directions", Options.nameOf(directions));
    parameters.put("saliency", Options.nameOf(saliency));
    parameters.put("hold-out-labels", Options.nameOf(holdOutLabels));
    return parameters;
  }
}
