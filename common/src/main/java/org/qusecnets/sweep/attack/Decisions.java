package org.qusecnets.sweep.attack;

import java.util.Arrays;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * What an attack by labels asks of a classifier: it counts the queries of each image, and keeps the
 * nearest adversarial image that any query came by.
 */
final class Decisions {
  /** The budget of an attack that ends by itself. */
  static final int NO_BUDGET = Integer.MAX_VALUE;

  private final Classifier classifier;
  private final AttackBatch batch;
  private final Norm norm;
  private final float[] epsilons;
  private final int budget;
  private final NearestFound nearest;
  private final int[] asked;

  /** [epsilons, images]: what had been asked when the image fell; 0 until then. */
  private final int[][] fallen;

  /**
   * Nothing asked yet.
   *
   * @param norm by which images are near
   * @param budget the most queries of an image
   */
  Decisions(Classifier classifier, AttackBatch batch, Norm norm, float[] epsilons, int budget) {
    this.classifier = classifier;
    this.batch = batch;
    this.norm = norm;
    this.epsilons = epsilons.clone();
    this.budget = budget;
    nearest = new NearestFound(batch, norm);
    asked = new int[batch.count()];
    fallen = new int[epsilons.length][batch.count()];
  }

  /**
   * Asks for the predictions of candidates.
   *
   * @param rows the image that each candidate is of; an image may have several
   * @param candidates within [0, 1], one for each of {@code rows}
   * @return for each candidate whether it is adversarial
   * @throws IllegalStateException if that is more than an image has left
   */
  boolean[] ask(int[] rows, float[] candidates) {
    AttackBatch some = batch.select(rows);
    boolean[] reached = some.reached(classifier.logits(candidates, rows.length), classifier);
    for (int i = 0; i < rows.length; i++) {
      charge(rows[i], 1);
      if (reached[i]) {
        found(some, i, rows[i], candidates);
      }
    }
    return reached;
  }

  /** Counts queries that somebody else asked. */
  void charge(int image, int queries) {
    if (queries > left(image)) {
      throw new IllegalStateException("more queries than " + budget);
    }
    asked[image] += queries;
  }

  private void found(AttackBatch some, int row, int image, float[] candidates) {
    if (!nearest.offer(image, some, row, candidates)) {
      return;
    }
    int size = batch.size();
    for (int e = 0; e < epsilons.length; e++) {
      if (fallen[e][image] == 0
          && norm.within(epsilons[e], some.pixels(), candidates, row * size, size)) {
        fallen[e][image] = asked[image];
      }
    }
  }

  /** Number of queries that an image has left. */
  int left(int image) {
    return budget - asked[image];
  }

  /** Those of some images that have queries left. */
  int[] withLeft(int[] rows) {
    return Arrays.stream(rows).filter(image -> left(image) > 0).toArray();
  }

  /** The distance of the nearest adversarial image, infinite if there is none. */
  double distance(int image) {
    return nearest.distance(image);
  }

  /**
   * The nearest adversarial images, [images, channels, height, width]; the clean one where there is
   * none.
   */
  float[] nearest() {
    return nearest.images();
  }

  /** Proposes what a search ended with, for all epsilons, and tells what each image took. */
  void propose(float[] images, AttackResults proposals) {
    for (int e = 0; e < epsilons.length; e++) {
      proposals.queries(e, fallen[e].clone());
    }
    proposals.proposeNearest(images);
  }
}
