package org.qusecnets.sweep.attack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  /** So many predictions are worth asking for together: networks are slow in small batches. */
  private static final int TOGETHER = 128;

  /** The most queries of an image that are asked together. */
  private static final int MOST_AHEAD = 16;

  /** Places for what an image asked before; a power of two. */
  private static final int KNOWN = 8192;

  /** An odd number of a linear congruential generator whose bits are well mixed (Knuth, MMIX). */
  private static final long MULTIPLIER = 6364136223846793005L;

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

  /**
   * The search at one epsilon: image by image one query after another.
   *
   * <p>Most queries change nothing. So an image's next ones are asked together as if none of them
   * did; those behind one that does are drawn anew. And what an image asked before is not asked
   * again: it was no better then. Neither is seen in any result.
   */
  private final class Search {
    private final Classifier classifier;
    private final AttackBatch batch;
    private final int size;
    private final Squares squares;
    private final float[] best;
    private final double[] margins;

    /** [images]: the queries that were decided until now, or until the image was done. */
    private final int[] asked;

    /** [images]: those that will be if none that is asked now changes anything. */
    private final int[] prepared;

    /** [images]: how many queries to ask together: the more, the longer none changed anything. */
    private final int[] ahead;

    /** [images][places]: what was asked, each at a place that its hash names, until the next. */
    private final long[][] known;

    Search(Classifier classifier, AttackBatch batch, float epsilon) {
      this.classifier = classifier;
      this.batch = batch;
      size = batch.size();
      squares = Squares.of(norm(), classifier.shape(), epsilon);
      best = batch.pixels().clone();
      margins = new double[batch.count()];
      Arrays.fill(margins, Double.POSITIVE_INFINITY);
      asked = new int[batch.count()];
      prepared = new int[batch.count()];
      ahead = new int[batch.count()];
      Arrays.fill(ahead, 1);
      known = new long[batch.count()][KNOWN];
    }

    boolean[] run() {
      boolean[] reached = new boolean[batch.count()];
      int[] open = Rows.all(batch.count());
      while (open.length > 0) {
        int most = Math.max(1, TOGETHER / open.length);
        List<Query> tried = new ArrayList<>();
        for (int image : open) {
          prepare(image, Math.min(most, ahead[image]), tried);
        }
        decide(open, tried, reached);
        open = Arrays.stream(open).filter(i -> !reached[i] && asked[i] < queries).toArray();
      }
      return reached;
    }

    /** Draws an image's next queries. */
    private void prepare(int image, int most, List<Query> tried) {
      float[] clean = row(batch.pixels(), image);
      prepared[image] = asked[image];
      for (int added = 0; added < most && prepared[image] < queries; prepared[image]++) {
        Query query = query(image, prepared[image], clean);
        if (known[image][query.place()] != query.hash) {
          tried.add(query);
          added++;
        }
      }
    }

    private Query query(int image, int number, float[] clean) {
      float[] pixels = row(best, image);
      long use = (long) Float.floatToIntBits(squares.epsilon()) << Integer.SIZE | number;
      SplittableRandom random = batch.random(image, use);
      if (number == 0) {
        squares.begin(clean, pixels, 0, random);
      } else {
        squares.change(clean, pixels, 0, squares.side(share(number - 1)), random);
      }
      norm().projectOne(squares.epsilon(), clean, pixels, 0, size);
      return new Query(image, number, pixels, Query.hash(pixels));
    }

    private float[] row(float[] images, int image) {
      return Arrays.copyOfRange(images, image * size, (image + 1) * size);
    }

    /** Asks for scores, keeps what is better, and marks what is adversarial. */
    private void decide(int[] open, List<Query> tried, boolean[] reached) {
      float[] images = new float[tried.size() * size];
      for (int i = 0; i < tried.size(); i++) {
        System.arraycopy(tried.get(i).pixels, 0, images, i * size, size);
      }
      int classes = classifier.classes();
      AttackBatch moving = batch.select(tried.stream().mapToInt(Query::image).toArray());
      float[] logits = tried.isEmpty() ? new float[0] : classifier.logits(images, tried.size());
      boolean[] now = moving.reached(logits, classifier);
      boolean[] changed = new boolean[batch.count()];
      for (int i = 0; i < tried.size(); i++) {
        Query query = tried.get(i);
        int image = query.image;
        if (changed[image]) {
          continue;
        }
        known[image][query.place()] = query.hash;
        double margin = -Losses.MARGIN.value(moving, i, logits, i * classes, classes);
        if (now[i] || margin < margins[image]) {
          margins[image] = margin;
          System.arraycopy(query.pixels, 0, best, image * size, size);
          asked[image] = query.number + 1;
          changed[image] = true;
          reached[image] = now[i];
        }
      }
      for (int image : open) {
        asked[image] = changed[image] ? asked[image] : prepared[image];
        ahead[image] =
            changed[image] ? Math.max(1, ahead[image] / 2) : Math.min(2 * ahead[image], MOST_AHEAD);
      }
    }

    private double share(int query) {
      double share = firstShare;
      for (int after : HALVED) {
        share /= query > after ? 2 : 1;
      }
      return share;
    }
  }

  /**
   * A query about an image.
   *
   * @param number how many came before
   * @param pixels what is asked about
   * @param hash tells it from other queries about the image
   */
  private record Query(int image, int number, float[] pixels, long hash) {
    static long hash(float[] pixels) {
      long hash = 1;
      for (float pixel : pixels) {
        hash = hash * MULTIPLIER + Float.floatToRawIntBits(pixel);
      }
      return hash ^ hash >>> Integer.SIZE;
    }

    int place() {
      return (int) hash & KNOWN - 1;
    }
  }
}
