package org.qusecnets.sweep.attack;

import java.util.SplittableRandom;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * Additive random noise of the size of epsilon, drawn again until an image is adversarial: what no
 * gradient attack may be weaker than.
 *
 * @see <a href="https://arxiv.org/abs/1707.04131">Rauber, Brendel, Bethge 2017 (Foolbox)</a>, whose
 *     attacks by repeated additive noise it follows
 */
record RandomNoise(
    @Option(says = "Distribution of the noise.", otherwise = "gaussian") Distribution distribution,
    @Option(
            says = "Most draws for each image.",
            otherwise = "100",
            from = 1,
            to = 1_000_000,
            source = "Foolbox's repeated attacks")
        int draws)
    implements Attack {
  static final String TYPE = "random-noise";

  /** Of the noise. */
  enum Distribution {
    /** Normal, scaled to an L2 norm of epsilon (before pixels are clipped). */
    GAUSSIAN,
    /** Uniform from -epsilon to epsilon. */
    UNIFORM
  }

  RandomNoise {
    Ranges.check(RandomNoise.class, distribution, draws);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Access access() {
    return Access.LABELS;
  }

  @Override
  public Norm norm() {
    return distribution == Distribution.GAUSSIAN ? Norm.L2 : Norm.LINF;
  }

  @Override
  public boolean reusesSuccesses() {
    return true;
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    return new QueryBudget(0, (double) draws * epsilons);
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    int size = batch.size();
    int[] asked = new int[batch.count()];
    ReuseSuccesses.SMALLER_EPSILONS.attackEach(
        classifier,
        batch,
        epsilons,
        proposals,
        (e, found, done) -> {
          int[] open = Rows.without(Rows.all(batch.count()), done);
          for (int draw = 0; draw < draws && open.length > 0; draw++) {
            AttackBatch moving = batch.select(open);
            float[] noisy = moving.pixels().clone();
            for (int i = 0; i < open.length; i++) {
              add(noisy, i * size, size, epsilons[e], moving.random(i, draw));
            }
            boolean[] reached = moving.reached(classifier.logits(noisy, open.length), classifier);
            Rows.scatter(noisy, found, open, size);
            Rows.mark(done, open, reached);
            for (int i = 0; i < open.length; i++) {
              asked[open[i]] = reached[i] ? draw + 1 : 0;
            }
            open = Rows.without(open, reached);
          }
          proposals.queries(e, asked.clone());
        });
  }

  /** The same draw at every epsilon, scaled. */
  private void add(float[] images, int from, int size, float epsilon, SplittableRandom random) {
    double[] noise = new double[size];
    double square = 0;
    for (int i = 0; i < size; i++) {
      noise[i] =
          distribution == Distribution.GAUSSIAN
              ? random.nextGaussian()
              : 2 * random.nextDouble() - 1;
      square += noise[i] * noise[i];
    }
    double scale = distribution == Distribution.GAUSSIAN ? epsilon / Math.sqrt(square) : epsilon;
    for (int i = 0; i < size; i++) {
      images[from + i] = (float) Math.min(1, Math.max(0, images[from + i] + scale * noise[i]));
    }
  }
}
