package org.qusecnets.sweep.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * AutoAttack (Croce, Hein 2020, Section 5): several attacks without parameters one after another,
 * each on the images that the former have left, each from the clean image. What remains is the
 * worst case over all of them.
 *
 * <p>Results tell which part broke an image. The parts and their order are those of the reference
 * implementation (github.com fra31/auto-attack). What it does otherwise: an image that fell at a
 * smaller epsilon is not attacked again, {@code fab}, which looks for the nearest adversarial
 * image, runs once for all epsilons, and {@code apgd} does not go on where it has succeeded.
 * Classes and queries are taken in the same order as there, but several in a batch.
 *
 * <p>In L1 {@code standard} begins five times with cross-entropy and leads {@code apgd} to five
 * classes, as there. Every version goes through larger balls first; there the others do not, and
 * are said not to be meant for L1.
 *
 * <p>For a defense that draws random numbers {@code rand} is the right version, with {@code
 * eot-samples = 20}; {@code square} compares scores of different draws and is no part of it.
 *
 * @see <a href="https://arxiv.org/abs/2003.01690">Croce, Hein 2020, Section 5</a>
 */
record AutoAttack(
    @Option(says = Ball.SAYS, key = "norm", otherwise = "linf") Ball ball,
    @Option(says = "Which parts it has.", otherwise = "standard") Version version,
    @Option(
            says = "Number of iterations of the parts that take gradients.",
            otherwise = "100",
            from = 1,
            to = 100_000)
        int iterations,
    @Option(
            says = "Predictions of an image that square may ask for.",
            otherwise = "5000",
            from = 1,
            to = 1_000_000)
        int queries)
    implements Attack {
  static final String TYPE = "autoattack";
  private static final int TARGETS = 9;
  private static final int MORE_RESTARTS = 5;
  private static final int TARGETS_OF_STANDARD_IN_L1 = 5;

  /** Which parts it has. */
  enum Version {
    /** {@code apgd} with cross-entropy, {@code apgd} with the targeted loss, fab, square. */
    STANDARD,
    /** All of them with restarts, and {@code apgd} and {@code fab} without targets besides. */
    PLUS,
    /** {@code apgd} with cross-entropy and with the difference of logits ratio. */
    RAND
  }

  AutoAttack {
    Ranges.check(AutoAttack.class, ball, version, iterations, queries);
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
    return ball.norm();
  }

  @Override
  public boolean reusesSuccesses() {
    return true;
  }

  @Override
  public void checkTransfer() {
    // It stops at the border of the model that it sees, and counts what it has reached there.
    IterativeGradient.checkTransfer(
        IterativeGradient.Stop.AT_SUCCESS, ReuseSuccesses.SMALLER_EPSILONS);
  }

  @Override
  public boolean isForRandomModels() {
    return true;
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    double gradients = 0;
    double inferences = 0;
    for (Member member : members()) {
      QueryBudget budget = member.attack.queryBudget(shape, classes, epsilons);
      gradients += budget.gradients();
      inferences += budget.inferences() + epsilons;
    }
    return new QueryBudget(gradients, inferences);
  }

  /**
   * One of the attacks that it consists of.
   *
   * @param name its type, with what tells it from the others of its type
   */
  private record Member(String name, Attack attack) {}

  private List<Member> members() {
    return switch (version) {
      case STANDARD ->
          List.of(
              gradient(
                  AutoProjectedGradient.Loss.CROSS_ENTROPY, ball == Ball.L1 ? MORE_RESTARTS : 1),
              targeted(ball == Ball.L1 ? TARGETS_OF_STANDARD_IN_L1 : TARGETS),
              boundary(FastAdaptiveBoundary.Towards.EACH_CLASS, 1),
              square());
      case PLUS ->
          List.of(
              gradient(AutoProjectedGradient.Loss.CROSS_ENTROPY, MORE_RESTARTS),
              gradient(AutoProjectedGradient.Loss.DLR, MORE_RESTARTS),
              boundary(FastAdaptiveBoundary.Towards.NEAREST_CLASS, MORE_RESTARTS),
              square(),
              targeted(TARGETS),
              boundary(FastAdaptiveBoundary.Towards.EACH_CLASS, 1));
      case RAND ->
          List.of(
              gradient(AutoProjectedGradient.Loss.CROSS_ENTROPY, 1),
              gradient(AutoProjectedGradient.Loss.DLR, 1));
    };
  }

  private Member gradient(AutoProjectedGradient.Loss loss, int restarts) {
    return gradient(loss, restarts, 1);
  }

  private Member targeted(int targets) {
    return gradient(AutoProjectedGradient.Loss.TARGETED_DLR, 1, targets);
  }

  private Member gradient(AutoProjectedGradient.Loss loss, int restarts, int targets) {
    return new Member(
        AutoProjectedGradient.TYPE + "/" + Options.nameOf(loss),
        new AutoProjectedGradient(
            ball,
            loss,
            IterativeGradient.Start.RANDOM,
            iterations,
            restarts,
            targets,
            ball == Ball.L1
                ? AutoProjectedGradient.Radii.SHRINKING
                : AutoProjectedGradient.Radii.CONSTANT,
            IterativeGradient.Stop.AT_SUCCESS,
            ReuseSuccesses.NEVER));
  }

  private Member boundary(FastAdaptiveBoundary.Towards towards, int restarts) {
    return new Member(
        FastAdaptiveBoundary.TYPE + "/" + Options.nameOf(towards),
        new FastAdaptiveBoundary(
            ball,
            towards,
            towards == FastAdaptiveBoundary.Towards.EACH_CLASS ? TARGETS : 1,
            iterations,
            restarts,
            FastAdaptiveBoundary.ALPHA_MAX,
            FastAdaptiveBoundary.ETA,
            FastAdaptiveBoundary.BETA,
            SearchEnd.BOUNDARY));
  }

  private Member square() {
    return new Member(
        Square.TYPE, new Square(ball, queries, Square.FIRST_SHARE, ReuseSuccesses.NEVER));
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    List<Part> parts = new ArrayList<>();
    for (Member member : members()) {
      parts.add(new Part(member, parts.size(), classifier, batch, epsilons));
    }
    String[] foundBy = new String[batch.count()];
    ReuseSuccesses.SMALLER_EPSILONS.attackEach(
        classifier,
        batch,
        epsilons,
        proposals,
        (e, found, done) -> {
          for (Part part : parts) {
            boolean[] before = done.clone();
            part.attack(Rows.without(Rows.all(batch.count()), done), epsilons[e], found, done);
            for (int i = 0; i < done.length; i++) {
              foundBy[i] = done[i] && !before[i] ? part.member.name : foundBy[i];
            }
          }
          proposals.foundBy(e, foundBy.clone());
        });
  }

  /** One of the attacks, on one batch. */
  private final class Part {
    private final Member member;
    private final Classifier classifier;
    private final AttackBatch batch;
    private final float[] epsilons;

    /** The nearest adversarial images, if it is such images that it proposes. */
    private final float[] nearest;

    private final boolean[] searched;

    Part(Member member, int number, Classifier classifier, AttackBatch batch, float[] epsilons) {
      this.member = member;
      this.classifier = classifier;
      this.epsilons = epsilons;
      // Each has random numbers of its own.
      long[] seeds =
          Arrays.stream(batch.seeds())
              .map(seed -> new SplittableRandom(seed + number).nextLong())
              .toArray();
      this.batch = new AttackBatch(batch.pixels(), batch.labels(), batch.targets(), seeds);
      nearest = batch.pixels().clone();
      searched = new boolean[batch.count()];
    }

    /** Attacks some of the images, puts what is adversarial into {@code found} and marks it. */
    void attack(int[] open, float epsilon, float[] found, boolean[] done) {
      if (open.length == 0) {
        return;
      }
      AttackBatch some = batch.select(open);
      float[] images =
          member.attack instanceof FastAdaptiveBoundary ? nearest(open) : propose(some, epsilon);
      boolean[] reached = some.reached(classifier.predictions(images, open.length));
      int size = batch.size();
      for (int i = 0; i < open.length; i++) {
        if (reached[i] && norm().within(epsilon, some.pixels(), images, i * size, size)) {
          System.arraycopy(images, i * size, found, open[i] * size, size);
          done[open[i]] = true;
        }
      }
    }

    private float[] propose(AttackBatch some, float epsilon) {
      Kept kept = new Kept();
      member.attack.attack(classifier, some, new float[] {epsilon}, kept);
      return kept.images;
    }

    /** The nearest images, searched for once. */
    private float[] nearest(int[] open) {
      int[] rest = Rows.without(open, marked(open));
      if (rest.length > 0) {
        Kept kept = new Kept();
        member.attack.attack(classifier, batch.select(rest), epsilons, kept);
        Rows.scatter(kept.images, nearest, rest, batch.size());
        for (int row : rest) {
          searched[row] = true;
        }
      }
      return Rows.gather(nearest, open, batch.size());
    }

    private boolean[] marked(int[] open) {
      boolean[] marked = new boolean[open.length];
      for (int i = 0; i < open.length; i++) {
        marked[i] = searched[open[i]];
      }
      return marked;
    }
  }

  /** What a part proposes. */
  private static final class Kept implements AttackResults {
    private float[] images;

    @Override
    public void propose(int epsilonIndex, float[] proposed, boolean[] reused) {
      images = proposed.clone();
    }

    @Override
    public void proposeNearest(float[] proposed) {
      images = proposed.clone();
    }
  }
}
