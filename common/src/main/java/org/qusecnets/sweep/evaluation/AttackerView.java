package org.qusecnets.sweep.evaluation;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.attack.AttackResults;
import org.qusecnets.sweep.attack.QueryBudget;
import org.qusecnets.sweep.attack.Rows;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.GradientPath;
import org.qusecnets.sweep.recipe.GradientWay;

/** What an attacker sees of a model, and where its attacks search. */
public abstract class AttackerView {
  /**
   * What the search among levels asks for, for one image at one epsilon: about the mean of 60
   * images of {@code mnist-sample} behind {@code hard-quantization} with two levels at L-infinity
   * epsilons of 0.1, 0.2 and 0.3, as {@code cells} have it. More undecided values take more.
   */
  public static final QueryBudget LEVELS = new QueryBudget(4, 430);

  /**
   * What the search among outputs asks for, for one image: about the mean of 100 images of {@code
   * mnist-sample} behind {@code cq} with two levels, as {@code cells.mean_inferences} has it.
   */
  public static final QueryBudget OUTPUTS = new QueryBudget(50, 700);

  private final Classifier images;
  private final Classifier searched;

  /** A view whose attacks search among images. */
  AttackerView(Classifier images) {
    this(images, images);
  }

  AttackerView(Classifier images, Classifier searched) {
    this.images = images;
    this.searched = searched;
  }

  /** A classifier of images, in which attacks search among images. */
  static AttackerView of(Classifier classifier) {
    return new Images(classifier);
  }

  /**
   * A model that is all known.
   *
   * @param way how gradients go through what the defense puts before the network
   * @param draws of a model that draws random numbers: how many draws logits and gradients are the
   *     means of, at least 1
   */
  public static AttackerView of(NetworkClassifier model, GradientWay way, int draws) {
    if (way.path() == GradientPath.BOX) {
      return new BoxView(model, draws);
    }
    if (way.path() == GradientPath.OUTPUTS) {
      return new OutputsView(model, draws);
    }
    Classifier attacked = model.attacked(way, draws);
    return way.path() == GradientPath.ADAPTED && model.detector().isPresent()
        ? new DetectorView(attacked, model.detector().orElseThrow())
        : of(attacked);
  }

  /** What the attacker sees of images. */
  final Classifier images() {
    return images;
  }

  /** What its attacks ask. */
  final Classifier searched() {
    return searched;
  }

  /** One array of what there is of each image, if there is of all. */
  static Optional<float[]> joinedIfAll(float[][] images) {
    return Arrays.stream(images).allMatch(Objects::nonNull)
        ? Optional.of(Rows.joined(Arrays.asList(images)))
        : Optional.empty();
  }

  /**
   * Runs an attack.
   *
   * @param observed {@link #searched}, observed
   * @return the first gradient of all the images, if there was one
   */
  abstract Optional<float[]> attack(
      Attack attack,
      ObservedClassifier observed,
      AttackBatch batch,
      float[] epsilons,
      AttackResults results);

  private static final class Images extends AttackerView {
    Images(Classifier classifier) {
      super(classifier);
    }

    @Override
    Optional<float[]> attack(
        Attack attack,
        ObservedClassifier observed,
        AttackBatch batch,
        float[] epsilons,
        AttackResults results) {
      attack.attack(observed, batch, epsilons, results);
      return observed.startingGradient();
    }
  }
}
