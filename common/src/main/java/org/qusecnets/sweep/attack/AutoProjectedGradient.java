package org.qusecnets.sweep.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * Auto-PGD (Croce, Hein 2020, Algorithm 1): projected gradient descent with momentum, whose first
 * steps cross the whole ball and are halved for each image where the loss stops to rise; it then
 * goes on from the best point so far. The large first steps carry it over plateaus on which small
 * steps stay, such as those of quantized inputs.
 *
 * <p>In L1 steps go along some of the values, as many as the best point so far tells, and by
 * default through larger balls first ({@link SparseSteps}; Croce, Hein 2021, APGD in L1).
 *
 * <p>Steps, checkpoints and the losses are those of the reference implementation (github.com
 * fra31/auto-attack), which the tests compare it with. Random numbers are each image's own; there
 * they are drawn for a batch.
 *
 * @see <a href="https://arxiv.org/abs/2003.01690">Croce, Hein 2020, Algorithm 1</a>
 * @see <a href="https://arxiv.org/abs/2103.01208">Croce, Hein 2021, APGD in L1</a>
 */
record AutoProjectedGradient(
    @Option(says = Ball.SAYS, key = "norm", otherwise = "linf") Ball ball,
    @Option(says = "What the steps raise.", otherwise = "cross-entropy") Loss loss,
    @Option(says = "Where the steps begin.", otherwise = "random") IterativeGradient.Start start,
    @Option(says = "Number of iterations, a step each.", otherwise = "100", from = 1, to = 100_000)
        int iterations,
    @Option(
            says = "How often the attack begins, each time with the images that still resist.",
            otherwise = "1",
            from = 1,
            to = 100_000)
        int restarts,
    @Option(
            says =
                "To how many classes it leads in turn, from the one of the second largest clean logit"
                    + " on.",
            otherwise = "9",
            from = 1,
            to = 10_000,
            where = "loss = targeted-dlr",
            absent = "1")
        int targets,
    @Option(
            says = "The balls that it moves in one after another.",
            otherwise = "shrinking",
            where = "norm = l1",
            absent = "constant",
            source = "Croce, Hein 2021, multi-epsilon APGD")
        Radii radii,
    @Option(says = "When an image is done.", otherwise = "at-success") IterativeGradient.Stop stop,
    @Option(says = ReuseSuccesses.SAYS, otherwise = "smaller-epsilons")
        ReuseSuccesses reuseSuccesses)
    implements Attack {
  static final String TYPE = "apgd";

  /** What the steps raise. */
  enum Loss {
    CROSS_ENTROPY(Losses.CROSS_ENTROPY),
    MARGIN(Losses.MARGIN),
    /** Difference of logits ratio. */
    DLR(Losses.DLR),
    /** The same towards one class after another. */
    TARGETED_DLR(Losses.DLR);

    private final Losses losses;

    Loss(Losses losses) {
      this.losses = losses;
    }
  }

  /** The balls that it moves in one after another. */
  enum Radii {
    /** The ball of epsilon. */
    CONSTANT(1),
    /** Those of 3 and 2 epsilon for three tenths of the iterations each, then that of epsilon. */
    SHRINKING(3);

    private static final double SHARE = 0.3;

    private final int balls;

    Radii(int balls) {
      this.balls = balls;
    }

    /** What is done in turn; the last of them, with one iteration at least, in epsilon's ball. */
    List<Stage> stages(float epsilon, int iterations) {
      List<Stage> stages = new ArrayList<>();
      int each = Math.min((int) Math.ceil(SHARE * iterations), (iterations - 1) / 2);
      for (int multiple = balls; multiple > 1 && each > 0; multiple--) {
        stages.add(new Stage(multiple * epsilon, each));
      }
      stages.add(new Stage(epsilon, iterations - stages.size() * each));
      return stages;
    }
  }

  /** So many iterations in one ball. */
  record Stage(float epsilon, int iterations) {}

  AutoProjectedGradient {
    Ranges.check(
        AutoProjectedGradient.class,
        ball,
        loss,
        start,
        iterations,
        restarts,
        targets,
        radii,
        stop,
        reuseSuccesses);
    if (restarts > 1 && start == IterativeGradient.Start.CLEAN) {
      throw new InvalidOption("restarts", "must be 1 where start is clean", restarts);
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
    return ball.norm();
  }

  @Override
  public boolean reusesSuccesses() {
    return reuseSuccesses == ReuseSuccesses.SMALLER_EPSILONS;
  }

  @Override
  public void checkTransfer() {
    IterativeGradient.checkTransfer(stop, reuseSuccesses);
  }

  @Override
  public boolean isForRandomModels() {
    return true;
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    double runs = (double) epsilons * restarts * Math.min(targets, classes - 1);
    int looks = radii.stages(1, iterations).size();
    return new QueryBudget(runs * (iterations + looks), loss == Loss.TARGETED_DLR ? epsilons : 0);
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    reuseSuccesses.attackEach(
        classifier,
        batch,
        epsilons,
        proposals,
        (e, found, done) -> {
          for (int restart = 0; restart < restarts; restart++) {
            attackOpen(classifier, batch, epsilons[e], restart, found, done);
          }
        });
  }

  /** Attacks the images that are not done, towards several classes if there are several. */
  private void attackOpen(
      Classifier classifier,
      AttackBatch batch,
      float epsilon,
      int restart,
      float[] found,
      boolean[] done) {
    int[] open = Rows.without(Rows.all(batch.count()), done);
    if (open.length == 0) {
      return;
    }
    AttackBatch some = batch.select(open);
    int[][] classes =
        loss == Loss.TARGETED_DLR ? RankedClasses.of(classifier, some, targets) : new int[1][];
    int next;
    for (int t = 0; t < classes.length && open.length > 0; t = next) {
      next = t + Rows.together(open.length, classes.length - t);
      AutoProjectedRun run =
          new AutoProjectedRun(
              this, loss.losses, classifier, some, Arrays.copyOfRange(classes, t, next), epsilon);
      boolean[] reached = run.from(restart * classes.length + t);
      Rows.scatter(run.images(), found, open, batch.size());
      Rows.mark(done, open, reached);
      int[] rest = Rows.without(Rows.all(open.length), reached);
      for (int later = next; later < classes.length; later++) {
        int[] former = classes[later];
        classes[later] = Arrays.stream(rest).map(i -> former[i]).toArray();
      }
      some = some.select(rest);
      open = Rows.without(open, reached);
    }
  }
}
