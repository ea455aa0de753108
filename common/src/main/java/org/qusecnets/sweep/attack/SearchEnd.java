package org.qusecnets.sweep.attack;

import java.util.Optional;
import org.qusecnets.sweep.attack.norm.GreyLevels;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * Where a search for the nearest adversarial image ends. On the boundary itself rounding to 8 bits
 * decides by chance, so that an attack can look as if storing an image were a defense.
 */
public enum SearchEnd {
  /** At the nearest point in float32 that was found. */
  BOUNDARY,
  /**
   * At an image of the 256 grey levels that is adversarial: the nearest point in float32, rounded,
   * or rounded a little farther along the same way. Where there is none it ends at the boundary.
   */
  GREY_LEVELS;

  /** What the option is, for its declaration. */
  public static final String SAYS =
      "Where the search ends: at the nearest point that it found, or at one beyond it that stays"
          + " adversarial when it is rounded to 8 bits.";

  /** How far along the way from the clean image to the adversarial one, in turn. */
  private static final double[] FARTHER = {1, 1.02, 1.05, 1.1, 1.2, 1.35, 1.5, 2};

  /** As of {@link Attack#obstacleToBox}: grey levels are those of pixels. */
  Optional<String> obstacleToBox() {
    return this == BOUNDARY ? Optional.empty() : Optional.of("end is grey-levels");
  }

  /** The most predictions of an image that it asks for. */
  int inferences() {
    return this == BOUNDARY ? 0 : FARTHER.length;
  }

  /**
   * Checks that a budget of predictions leaves some for the search.
   *
   * @throws InvalidOption if it does not
   */
  void checkBudget(int queries) {
    if (queries <= inferences()) {
      throw new InvalidOption(
          "queries",
          "must be above %d where end is %s".formatted(inferences(), Options.nameOf(this)),
          queries);
    }
  }

  /**
   * The images at which a search ends.
   *
   * @param nearest [images, channels, height, width]: the adversarial images that it found, clean
   *     ones where it found none
   */
  float[] of(Classifier classifier, AttackBatch batch, float[] nearest) {
    if (this == BOUNDARY) {
      return nearest;
    }
    float[] ends = nearest.clone();
    int[] open = Rows.all(batch.count());
    for (int i = 0; i < FARTHER.length && open.length > 0; i++) {
      AttackBatch some = batch.select(open);
      float[] candidates = Rows.gather(nearest, open, batch.size());
      for (int v = 0; v < candidates.length; v++) {
        float clean = some.pixels()[v];
        float moved = clean + (float) FARTHER[i] * (candidates[v] - clean);
        candidates[v] = GreyLevels.nearest(Math.min(1f, Math.max(0f, moved)));
      }
      boolean[] reached = some.reached(classifier.logits(candidates, open.length), classifier);
      for (int r = 0; r < open.length; r++) {
        if (reached[r]) {
          System.arraycopy(
              candidates, r * batch.size(), ends, open[r] * batch.size(), batch.size());
        }
      }
      open = Rows.without(open, reached);
    }
    return ends;
  }
}
