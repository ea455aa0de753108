package org.qusecnets.sweep.attack;

import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * Carlini and Wagner's L2 attack (2017, Section VI-A): Adam on {@code |x' - x|^2 + c f(x')} in tanh
 * space, with a binary search over c for each image; the nearest adversarial image counts, the
 * clean one where there is none.
 *
 * <p>No image stops for what another does: the reference implementation aborts a whole batch, so
 * that its results depend on what else is in it.
 *
 * @param bound what the epsilons bound
 * @param target what to reach
 * @param confidence by how much the wanted logit is to exceed the others, at least 0
 * @param learningRate of Adam, above 0
 * @param searchSteps values of c that are tried, at least 1
 * @param iterations of Adam for each, at least 1
 * @param initialConstant the first c, above 0
 * @param abort whether an image stops early
 * @param carry of a box inside, whether an image that is adversarial at one epsilon is so at the
 *     larger ones; nothing otherwise
 */
record CarliniWagner(
    Bound bound,
    Target target,
    double confidence,
    double learningRate,
    int searchSteps,
    int iterations,
    double initialConstant,
    Abort abort,
    Carry carry)
    implements Attack {
  static final String TYPE = "cw";
  private static final int MOST = 100_000;

  /** What the epsilons bound. */
  enum Bound {
    /** The L2 norm: the attack runs once, and an image counts wherever it is within epsilon. */
    L2,
    /** Each value's change, which is clipped after the attack (EvadeML-Zoo's {@code --clip}). */
    CLIP_AFTER,
    /** Each value's change, which the tanh space of each epsilon cannot exceed. */
    BOX_INSIDE
  }

  /** Whether an image stops early. */
  enum Abort {
    /**
     * Where a tenth of the iterations lower its smallest loss by less than a ten-thousandth. (The
     * loss of the moment goes up and down for a single image; CleverHans looks at a batch's sum.)
     */
    EARLY,
    NEVER
  }

  CarliniWagner {
    check("confidence", confidence >= 0, "must not be negative", confidence);
    check("learning-rate", learningRate > 0, "must be above 0", learningRate);
    check(
        "search-steps",
        searchSteps >= 1 && searchSteps <= 100,
        "must be from 1 to 100",
        searchSteps);
    check(
        "iterations",
        iterations >= 1 && iterations <= MOST,
        "must be from 1 to " + MOST,
        iterations);
    check("initial-constant", initialConstant > 0, "must be above 0", initialConstant);
    if (bound != Bound.BOX_INSIDE) {
      carry = Carry.NOTHING;
    }
  }

  private static void check(String key, boolean holds, String rule, Object value) {
    if (!holds) {
      throw new InvalidOption(key, rule, value);
    }
  }

  /**
   * The defaults of CleverHans 2.0 to 3.1, which the paper's time used, but for the abort: what a
   * batch's sum hardly ever does, a single image's loss does often, and the attack is weaker for
   * it.
   */
  static CarliniWagner read(Options options) {
    return new CarliniWagner(
        options.choice("bound", Bound.L2),
        options.choice("target", Target.NONE),
        options.number("confidence", 0),
        options.number("learning-rate", 5e-3),
        options.integer("search-steps", 5),
        options.integer("iterations", 1000),
        options.number("initial-constant", 1e-2),
        options.choice("abort", Abort.NEVER),
        options.choice("carry", Carry.SUCCESSES));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("bound", Options.nameOf(bound));
    parameters.put("target", Options.nameOf(target));
    parameters.put("confidence", confidence);
    parameters.put("learning-rate", learningRate);
    parameters.put("search-steps", searchSteps);
    parameters.put("iterations", iterations);
    parameters.put("initial-constant", initialConstant);
    parameters.put("abort", Options.nameOf(abort));
    parameters.put("carry", Options.nameOf(carry));
    return parameters;
  }

  @Override
  public Access access() {
    return Access.GRADIENTS;
  }

  @Override
  public Norm norm() {
    return bound == Bound.L2 ? Norm.L2 : Norm.LINF;
  }

  @Override
  public boolean carries() {
    return carry == Carry.SUCCESSES;
  }

  @Override
  public void checkTransfer() {
    if (carry == Carry.SUCCESSES) {
      throw new InvalidOption(
          "carry", "must be nothing where threat-model is not white-box", "successes");
    }
  }

  @Override
  public boolean epsilonsAreIndependent() {
    return bound != Bound.BOX_INSIDE;
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    int runs = bound == Bound.BOX_INSIDE ? epsilons : 1;
    return new QueryBudget((double) runs * searchSteps * iterations, 0);
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    if (bound == Bound.L2) {
      proposals.proposeNearest(new CarliniWagnerSearch(this, classifier, batch, 1).run());
    } else if (bound == Bound.CLIP_AFTER) {
      float[] nearest = new CarliniWagnerSearch(this, classifier, batch, 1).run();
      for (int e = 0; e < epsilons.length; e++) {
        proposals.propose(e, nearest);
      }
    } else {
      searchInside(classifier, batch, epsilons, proposals);
    }
  }

  private void searchInside(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    float[] nearest = batch.pixels().clone();
    boolean[] done = new boolean[batch.count()];
    for (int e : Norm.ascending(epsilons)) {
      if (carry == Carry.NOTHING) {
        done = new boolean[batch.count()];
        nearest = batch.pixels().clone();
      }
      boolean[] carried = done.clone();
      int[] open = Rows.without(Rows.all(batch.count()), done);
      if (open.length > 0) {
        CarliniWagnerSearch search =
            new CarliniWagnerSearch(this, classifier, batch.select(open), epsilons[e]);
        Rows.scatter(search.run(), nearest, open, batch.size());
        Rows.mark(done, open, search.found());
      }
      proposals.propose(e, nearest, carried);
    }
  }
}
