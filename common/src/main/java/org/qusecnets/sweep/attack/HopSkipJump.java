package org.qusecnets.sweep.attack;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.qusecnets.sweep.attack.norm.Gradients;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * HopSkipJump (Chen, Jordan, Wainwright 2020, Algorithm 2): from a point on the boundary it probes
 * at random which way the adversarial side is, steps there, and comes back to the boundary by
 * halving the way to the clean image. It needs predictions only.
 *
 * <p>Where the paper's probes are too short for a hard quantization, whose boundary looks the same
 * from close by whatever lies behind it, other implementations divide zero by zero or do not end.
 * Here the probes of an image become eight times as long after an iteration that brought it less
 * than a tenth nearer, up to the distance of the clean image, and shorter again after others, down
 * to the paper's; a step is halved only so often; and no image asks for more than the budget.
 *
 * <p>From salt and pepper it comes as near as from blended noise, and nearer where levels are hard.
 *
 * @see <a href="https://arxiv.org/abs/1904.02144">Chen, Jordan, Wainwright 2020, Algorithm 2</a>
 */
record HopSkipJump(
    @Option(says = "The norm that is to be small.", key = "norm", otherwise = "l2")
        Distance distance,
    @Option(
            says = "Predictions of an image that may be asked for.",
            otherwise = "25000",
            from = 1,
            to = 1_000_000)
        int queries,
    @Option(
            says = "Probes of the first iteration; later ones take the root of their number more.",
            otherwise = "100",
            from = 1,
            to = 10_000,
            source = "Chen et al. 2020, Section IV")
        int probes,
    @Option(
            says = "Precision of halvings and length of probes: the paper's, times this.",
            otherwise = "1",
            above = 0,
            to = 1000,
            source = "Foolbox, the authors' code")
        double gamma,
    @Option(says = NoiseStart.SAYS, otherwise = "salt-and-pepper") NoiseStart start,
    @Option(says = SearchEnd.SAYS, otherwise = "boundary") SearchEnd end)
    implements Attack {
  static final String TYPE = "hopskipjump";

  /** The most probes of an iteration. */
  private static final int MOST_PROBES = 10_000;

  private static final int PROBES_AT_ONCE = 250;
  private static final double FIRST_PROBE = 0.1;

  /** Halvings of a step, after which it is shorter than float32 tells. */
  private static final int HALVINGS = 30;

  /** What halvings leave of the way at most, however few values an image has. */
  private static final double COARSEST = 1e-3;

  /** An iteration that gains less takes the probes of the next one for too short. */
  private static final double LEAST_GAIN = 0.1;

  private static final double LONGER = 8;
  private static final double SHORTER = Math.sqrt(LONGER);

  /** The norm that is to be small: the paper has two. */
  enum Distance {
    LINF(Norm.LINF),
    L2(Norm.L2);

    private final Norm norm;

    Distance(Norm norm) {
      this.norm = norm;
    }
  }

  HopSkipJump {
    Ranges.check(HopSkipJump.class, distance, queries, probes, gamma, start, end);
    end.checkBudget(queries);
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
    return distance.norm;
  }

  @Override
  public boolean epsilonsAreIndependent() {
    return true;
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    return new QueryBudget(0, queries);
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    Decisions decisions =
        new Decisions(classifier, batch, norm(), epsilons, queries - end.inferences());
    new Search(decisions, batch).run();
    decisions.propose(end.of(classifier, batch, decisions.nearest()), proposals);
  }

  private final class Search {
    private final Decisions decisions;
    private final AttackBatch batch;
    private final int size;

    /** Points on the adversarial side of the boundary. */
    private final float[] images;

    private final double[] distances;

    /** How much longer than the paper's an image's probes are. */
    private final double[] reach;

    Search(Decisions decisions, AttackBatch batch) {
      this.decisions = decisions;
      this.batch = batch;
      size = batch.size();
      images = batch.pixels().clone();
      distances = new double[batch.count()];
      reach = new double[batch.count()];
      Arrays.fill(reach, 1);
    }

    void run() {
      int[] open = start.find(decisions, batch, images);
      comeBack(open);
      for (int iteration = 1; ; iteration++) {
        open = Arrays.stream(decisions.withLeft(open)).filter(i -> distances[i] > 0).toArray();
        if (open.length == 0) {
          return;
        }
        double[] before = distances.clone();
        goOn(open, iteration);
        comeBack(open);
        for (int image : open) {
          boolean gained = distances[image] < before[image] * (1 - LEAST_GAIN);
          double next = gained ? reach[image] / SHORTER : reach[image] * LONGER;
          reach[image] = Math.min(size * Math.sqrt(size), Math.max(1, next));
        }
      }
    }

    /** Halves the way to the clean image as long as a point is adversarial. */
    private void comeBack(int[] rows) {
      double precision = precision();
      float[] far = images.clone();
      double[] low = new double[batch.count()];
      double[] high = new double[batch.count()];
      Arrays.fill(high, 1);
      int[] open = rows;
      while (true) {
        open =
            Arrays.stream(decisions.withLeft(open))
                .filter(image -> high[image] - low[image] > precision)
                .toArray();
        if (open.length == 0) {
          break;
        }
        float[] middle = Rows.gather(batch.pixels(), open, size);
        for (int i = 0; i < open.length; i++) {
          double share = (low[open[i]] + high[open[i]]) / 2;
          between(share, far, open[i], middle, i * size);
        }
        boolean[] reached = decisions.ask(open, middle);
        for (int i = 0; i < open.length; i++) {
          int image = open[i];
          double share = (low[image] + high[image]) / 2;
          if (reached[i]) {
            high[image] = share;
            System.arraycopy(middle, i * size, images, image * size, size);
          } else {
            low[image] = share;
          }
        }
      }
      for (int image : rows) {
        distances[image] = norm().distance(batch.pixels(), images, image * size, size);
      }
    }

    /** What halvings leave of the way: the paper's theta. */
    private double precision() {
      double theta = gamma / (norm() == Norm.L2 ? size * Math.sqrt(size) : (double) size * size);
      return Math.min(COARSEST, theta);
    }

    /** A point that is at a share of the distance: in L-infinity what goes farther is cut off. */
    private void between(double share, float[] far, int image, float[] middle, int at) {
      double most =
          norm() == Norm.L2 ? 0 : share * norm().distance(batch.pixels(), far, image * size, size);
      for (int v = 0; v < size; v++) {
        double change = (double) far[image * size + v] - middle[at + v];
        middle[at + v] +=
            (float) (norm() == Norm.L2 ? share * change : Math.max(-most, Math.min(most, change)));
      }
    }

    /** A step to the adversarial side, as long as the way there, halved until it stays there. */
    private void goOn(int[] rows, int iteration) {
      float[] direction = new float[images.length];
      for (int image : rows) {
        probe(image, iteration, direction);
      }
      double length = 1 / Math.sqrt(iteration);
      int[] open = rows;
      for (int halving = 0; halving <= HALVINGS; halving++) {
        open = decisions.withLeft(open);
        if (open.length == 0) {
          return;
        }
        float[] moved = Rows.gather(images, open, size);
        for (int i = 0; i < open.length; i++) {
          int from = open[i] * size;
          norm().ascend(distances[open[i]] * length, direction, from, size, moved, i * size);
          for (int v = i * size; v < (i + 1) * size; v++) {
            moved[v] = Math.min(1f, Math.max(0f, moved[v]));
          }
        }
        boolean[] reached = decisions.ask(open, moved);
        for (int i = 0; i < open.length; i++) {
          if (reached[i]) {
            System.arraycopy(moved, i * size, images, open[i] * size, size);
          }
        }
        open = Rows.without(open, reached);
        length /= 2;
      }
    }

    /**
     * Estimates the direction of the adversarial side (equation 16): the mean of random directions,
     * each with the sign of what it led to less their mean. Where all led to the same it is that of
     * the directions themselves.
     */
    private void probe(int image, int iteration, float[] direction) {
      int wanted = (int) Math.min(probes * Math.sqrt(iteration), MOST_PROBES);
      int count = Math.min(wanted, decisions.left(image));
      double radius = iteration == 1 ? FIRST_PROBE : radius(image);
      SplittableRandom random = batch.random(image, Long.MAX_VALUE - iteration);
      double[] all = new double[size];
      double[] signed = new double[size];
      int agreeing = 0;
      for (int from = 0; from < count; from += PROBES_AT_ONCE) {
        int some = Math.min(PROBES_AT_ONCE, count - from);
        int[] rows = new int[some];
        Arrays.fill(rows, image);
        float[] points = Rows.gather(images, rows, size);
        for (int p = 0; p < some; p++) {
          scatter(random, radius, points, p * size);
        }
        boolean[] reached = decisions.ask(rows, points);
        for (int p = 0; p < some; p++) {
          agreeing += reached[p] ? 1 : -1;
          for (int v = 0; v < size; v++) {
            double change = (double) points[p * size + v] - images[image * size + v];
            all[v] += change;
            signed[v] += reached[p] ? change : -change;
          }
        }
      }
      double mean = Math.abs(agreeing) == count ? 0 : (double) agreeing / count;
      for (int v = 0; v < size; v++) {
        direction[image * size + v] = Gradients.finite((float) (signed[v] - mean * all[v]));
      }
    }

    private double radius(int image) {
      // The paper's: the square root of the number of values, or that number, times theta.
      double farthest = norm() == Norm.L2 ? 1 : Math.sqrt(size);
      return Math.min(farthest, reach[image] * gamma / size) * distances[image];
    }

    /** Moves a point at random by a length in L2, within the range of pixels. */
    private void scatter(SplittableRandom random, double radius, float[] points, int at) {
      float[] way = new float[size];
      for (int v = 0; v < size; v++) {
        way[v] = (float) (norm() == Norm.L2 ? random.nextGaussian() : 2 * random.nextDouble() - 1);
      }
      Norm.L2.ascend(radius, way, 0, size, points, at);
      for (int v = at; v < at + size; v++) {
        points[v] = Math.min(1f, Math.max(0f, points[v]));
      }
    }
  }
}
