package org.qusecnets.sweep.attack;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.attack.squares.Squares;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * Square attack (Andriushchenko et al. 2020, Algorithms 1 to 3): random search by scores alone.
 * Each query changes one square of the image as far as epsilon allows and is kept if it lowers the
 * margin; squares become smaller with the number of queries. No gradient is taken, so that none can
 * be masked: where this breaks more than gradients do, they were.
 *
 * <p>Sizes of squares and perturbations are those of the reference implementation (github.com
 * fra31/auto-attack). Positions and signs are drawn for each image by itself, and any position that
 * fits; there they are the same for all images of a batch, and the last row and column are left
 * out.
 *
 * @see <a href="https://arxiv.org/abs/1912.00049">Andriushchenko, Croce, Flammarion, Hein 2020,
 *     Algorithms 1 to 3</a>
 */
record Square(
    @Option(says = Ball.SAYS, key = "norm", otherwise = "linf") Ball ball,
    @Option(
            says = "Predictions of an image that may be asked for.",
            otherwise = "5000",
            from = 1,
            to = 1_000_000)
        int queries,
    @Option(
            says = "The share of the image that the first squares take.",
            otherwise = "" + FIRST_SHARE,
            above = 0,
            to = 1)
        double firstShare,
    @Option(says = ReuseSuccesses.SAYS, otherwise = "smaller-epsilons")
        ReuseSuccesses reuseSuccesses)
    implements Attack {
  static final String TYPE = "square";
  static final double FIRST_SHARE = 0.8;

  /** After so many queries the share is halved. */
  private static final int[] HALVED = {10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000};

  Square {
    Ranges.check(Square.class, ball, queries, firstShare, reuseSuccesses);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Access access() {
    return Access.PROBABILITIES;
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
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    return new QueryBudget(0, (double) epsilons * queries);
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    int[] asked = new int[batch.count()];
    reuseSuccesses.attackEach(
        classifier,
        batch,
        epsilons,
        proposals,
        (e, found, done) -> {
          int[] open = Rows.without(Rows.all(batch.count()), done);
          if (open.length > 0) {
            Search search = new Search(classifier, batch.select(open), epsilons[e]);
            boolean[] reached = search.run();
            Rows.scatter(search.best, found, open, batch.size());
            Rows.mark(done, open, reached);
            for (int i = 0; i < open.length; i++) {
              asked[open[i]] = reached[i] ? search.asked[i] : 0;
            }
          }
          proposals.queries(e, asked.clone());
        });
  }

  /** The search at one epsilon. */
  private final class Search {
    private final Classifier classifier;
    private final AttackBatch batch;
    private final int size;
    private final Squares squares;
    private final SplittableRandom[] random;
    private final float[] best;
    private final double[] margins;

    /** [images]: the predictions that were asked for until now, or until the image was done. */
    private final int[] asked;

    Search(Classifier classifier, AttackBatch batch, float epsilon) {
      this.classifier = classifier;
      this.batch = batch;
      size = batch.size();
      squares = Squares.of(norm(), classifier.shape(), epsilon);
      random = new SplittableRandom[batch.count()];
      Arrays.setAll(random, i -> batch.random(i, Float.floatToIntBits(epsilon)));
      best = batch.pixels().clone();
      margins = new double[batch.count()];
      Arrays.fill(margins, Double.POSITIVE_INFINITY);
      asked = new int[batch.count()];
    }

    boolean[] run() {
      boolean[] reached = new boolean[batch.count()];
      int[] open = Rows.all(batch.count());
      for (int query = 0; query < queries && open.length > 0; query++) {
        AttackBatch moving = batch.select(open);
        float[] tried = Rows.gather(best, open, size);
        for (int i = 0; i < open.length; i++) {
          if (query == 0) {
            squares.begin(moving.pixels(), tried, i * size, random[open[i]]);
          } else {
            int side = squares.side(share(query - 1));
            squares.change(moving.pixels(), tried, i * size, side, random[open[i]]);
          }
          norm().projectOne(squares.epsilon(), moving.pixels(), tried, i * size, size);
        }
        boolean[] now = look(open, moving, tried);
        Rows.mark(reached, open, now);
        open = Rows.without(open, now);
      }
      return reached;
    }

    /** Asks for scores, keeps what is better, and tells what is adversarial. */
    private boolean[] look(int[] open, AttackBatch moving, float[] tried) {
      int classes = classifier.classes();
      float[] logits = classifier.logits(tried, open.length);
      boolean[] now = moving.reached(logits, classifier);
      for (int i = 0; i < open.length; i++) {
        int image = open[i];
        asked[image]++;
        double margin = -Losses.MARGIN.value(moving, i, logits, i * classes, classes);
        if (now[i] || margin < margins[image]) {
          margins[image] = margin;
          System.arraycopy(tried, i * size, best, image * size, size);
        }
      }
      return now;
    }

    private double share(int query) {
      double share = firstShare;
      for (int after : HALVED) {
        share /= query > after ? 2 : 1;
      }
      return share;
    }
  }
}
