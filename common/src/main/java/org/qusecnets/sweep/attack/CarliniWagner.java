package org.qusecnets.sweep.attack;

import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * Carlini and Wagner's L2 attack (2017, Section VI-A): Adam on {@code |x' - x|^2 + c f(x')} in tanh
 * space, with a binary search over c for each image; the nearest adversarial image counts, the
 * clean one where there is none.
 *
 * <p>No image stops for what another does: the reference implementation aborts a whole batch, so
 * that its results depend on what else is in it.
 *
 * <p>The first c is large, and nine are tried, because behind steep quantization nothing else is
 * adversarial: where the layer is flat, the gradient is so small that up to there the distance
 * outweighs it, and a value that has hardly moved is drawn back. Where 10 is more than is needed,
 * the search halves it. Steps of 0.1 reach in 300 iterations what those of 0.01 reach in 1,000: in
 * tanh space a black pixel is 7.25 away from grey. CleverHans 2.0 to 3.1, which the paper's time
 * used, tries five constants from 0.01 on with steps of 0.005.
 *
 * <p>No image stops early by default: what a batch's sum hardly ever does, a single image's loss
 * does often, and the attack is weaker for it.
 *
 * @see <a href="https://arxiv.org/abs/1608.04644">Carlini, Wagner 2017, Section VI-A</a>
 */
record CarliniWagner(
    @Option(says = "What the epsilons bound.", otherwise = "l2") Bound bound,
    @Option(says = Target.SAYS, otherwise = "none") Target target,
    @Option(
            says = "By how much the wanted logit is to exceed the others.",
            otherwise = "0",
            from = 0,
            rule = "must not be negative")
        double confidence,
    @Option(says = "Adam's step.", otherwise = "0.1", above = 0) double learningRate,
    @Option(
            says = "Values of c that are tried for each image.",
            otherwise = "9",
            from = 1,
            to = 100)
        int searchSteps,
    @Option(says = "Steps of Adam for each c.", otherwise = "300", from = 1, to = 100_000)
        int iterations,
    @Option(says = "The first c.", otherwise = "10", above = 0) double initialConstant,
    @Option(says = "Whether an image stops early.", otherwise = "never") Abort abort,
    @Option(says = ReuseSuccesses.SAYS, otherwise = "smaller-epsilons")
        ReuseSuccesses reuseSuccesses,
    @Option(
            says = SearchEnd.SAYS,
            otherwise = "boundary",
            where = "bound = l2",
            absent = "boundary")
        SearchEnd end)
    implements Attack {
  static final String TYPE = "cw";

  /** What the epsilons bound. */
  enum Bound {
    /** The L2 norm: the attack runs once, and an image counts wherever it is within epsilon. */
    L2,
    /** Each value's change, which is clipped after the attack (EvadeML-Zoo's {@code --clip}). */
    LINF_CLIP,
    /** Each value's change, which the tanh space of each epsilon cannot exceed. */
    LINF_BOX
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
    Ranges.check(
        CarliniWagner.class,
        bound,
        target,
        confidence,
        learningRate,
        searchSteps,
        iterations,
        initialConstant,
        abort,
        reuseSuccesses,
        end);
    if (bound != Bound.LINF_BOX) {
      reuseSuccesses = ReuseSuccesses.NEVER;
    }
  }

  @Override
  public String type() {
    return TYPE;
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
  public boolean reusesSuccesses() {
    return reuseSuccesses == ReuseSuccesses.SMALLER_EPSILONS;
  }

  @Override
  public void checkTransfer() {
    if (reuseSuccesses == ReuseSuccesses.SMALLER_EPSILONS) {
      throw new InvalidOption(
          "reuse-successes",
          "must be never where threat-model is not white-box",
          "smaller-epsilons");
    }
  }

  @Override
  public boolean findsNearest() {
    return bound == Bound.L2 && confidence == 0;
  }

  @Override
  public boolean epsilonsAreIndependent() {
    return bound != Bound.LINF_BOX;
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    int runs = bound == Bound.LINF_BOX ? epsilons : 1;
    return new QueryBudget((double) runs * searchSteps * iterations, end.inferences());
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    if (bound == Bound.L2) {
      proposals.proposeNearest(
          end.of(classifier, batch, new CarliniWagnerSearch(this, classifier, batch, 1).run()));
    } else if (bound == Bound.LINF_CLIP) {
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
    reuseSuccesses.attackEach(
        classifier,
        batch,
        epsilons,
        proposals,
        (e, nearest, done) -> {
          int[] open = Rows.without(Rows.all(batch.count()), done);
          if (open.length > 0) {
            CarliniWagnerSearch search =
                new CarliniWagnerSearch(this, classifier, batch.select(open), epsilons[e]);
            Rows.scatter(search.run(), nearest, open, batch.size());
            Rows.mark(done, open, search.found());
          }
        });
  }
}
