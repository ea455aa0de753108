package org.qusecnets.sweep.attack;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.qusecnets.sweep.attack.norm.Gradients;
import org.qusecnets.sweep.attack.norm.HyperplaneProjection;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.attack.norm.RandomStart;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * Fast adaptive boundary attack (Croce, Hein 2020b, Algorithm 1): each iteration projects the
 * present point and the clean image onto the linearized boundary, within [0, 1], and goes beyond a
 * mean of both; an adversarial point is kept if it is the nearest so far and brought a tenth of the
 * way back. It needs no epsilon, no step size, and not the size of gradients.
 *
 * <p>As the reference implementation (github.com fra31/auto-attack) does, it leads to the classes
 * of the largest clean logits in turn, which takes one gradient an iteration, or to whichever
 * boundary is nearest, which takes one of each class. Random numbers are each image's own; there
 * they are drawn for a batch.
 *
 * @see <a href="https://arxiv.org/abs/1907.02044">Croce, Hein 2020b, Algorithm 1</a>
 */
record FastAdaptiveBoundary(
    @Option(says = "The norm that is to be small.", key = "norm", otherwise = "linf") Ball ball,
    @Option(says = "Which boundary it goes to.", otherwise = "each-class") Towards towards,
    @Option(
            says =
                "To how many classes it leads in turn, from the one of the second largest clean logit"
                    + " on.",
            otherwise = "9",
            from = 1,
            to = 10_000,
            where = "towards = each-class",
            absent = "1")
        int targets,
    @Option(says = "Number of iterations.", otherwise = "100", from = 1, to = 100_000)
        int iterations,
    @Option(
            says =
                "How often the attack begins: first at the clean image, then at random points half as"
                    + " far away as the largest epsilon.",
            otherwise = "1",
            from = 1,
            to = 100_000)
        int restarts,
    @Option(
            says = "The largest share of the clean image's projection in a step.",
            otherwise = "" + ALPHA_MAX,
            from = 0,
            to = 1)
        double alphaMax,
    @Option(says = "How far beyond the boundary it goes.", otherwise = "" + ETA, from = 1, to = 2)
        double eta,
    @Option(
            says = "What share of the way is kept of an adversarial point.",
            otherwise = "" + BETA,
            above = 0,
            below = 1)
        double beta,
    @Option(says = SearchEnd.SAYS, otherwise = "boundary") SearchEnd end)
    implements Attack {
  static final String TYPE = "fab";
  static final double ALPHA_MAX = 0.1;
  static final double ETA = 1.05;
  static final double BETA = 0.9;

  /** The reference implementation's: shorter moves count as so long. */
  private static final double SHORTEST = 1e-8;

  /** Which boundary it goes to. */
  enum Towards {
    /** That of one class, then that of the next. */
    EACH_CLASS,
    /** The nearest one where logits are linear, at each iteration. */
    NEAREST_CLASS
  }

  FastAdaptiveBoundary {
    Ranges.check(
        FastAdaptiveBoundary.class,
        ball,
        towards,
        targets,
        iterations,
        restarts,
        alphaMax,
        eta,
        beta,
        end);
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
  public boolean findsNearest() {
    return true;
  }

  @Override
  public boolean epsilonsAreIndependent() {
    return restarts == 1;
  }

  @Override
  public Optional<String> obstacleToBox() {
    return end.obstacleToBox();
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    int turns = towards == Towards.EACH_CLASS ? Math.min(targets, classes - 1) : 1;
    double steps = (double) restarts * turns * iterations;
    int gradients = towards == Towards.EACH_CLASS ? 1 : classes;
    return new QueryBudget(steps * gradients, steps + end.inferences());
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    NearestFound nearest = new NearestFound(batch, norm());
    float largest = 0;
    for (float epsilon : epsilons) {
      largest = Math.max(largest, epsilon);
    }
    int[][] turns =
        towards == Towards.EACH_CLASS ? RankedClasses.of(classifier, batch, targets) : new int[1][];
    for (int restart = 0; restart < restarts; restart++) {
      int next;
      for (int t = 0; t < turns.length; t = next) {
        // Later starts depend on what was found before them.
        next = t + (restart > 0 ? 1 : Rows.together(batch.count(), turns.length - t));
        new Search(classifier, batch, nearest, Arrays.copyOfRange(turns, t, next))
            .run(restart, largest);
      }
    }
    proposals.proposeNearest(end.of(classifier, batch, nearest.images()));
  }

  /** One way to the boundary, or several to those of several classes at the same time. */
  private final class Search {
    private final Classifier classifier;
    private final NearestFound nearest;
    private final int images;

    /** The images as often as there are ways: [ways, images]. */
    private final AttackBatch batch;

    /** [ways, images]: the classes that they lead to, or null for the nearest. */
    private final int[] targets;

    private final NearestFound found;
    private final int size;
    private final float[] points;
    private final float[] slopes;

    /** [ways, images]: by how much the other logit exceeds the label's. */
    private final double[] beyond;

    private final HyperplaneProjection ofPresent;
    private final HyperplaneProjection ofClean;

    /**
     * A search.
     *
     * @param nearest of {@code batch}, what was found before
     * @param targets [ways][images]: the classes that they lead to, or null in place of the only
     *     ones for the nearest
     */
    Search(Classifier classifier, AttackBatch batch, NearestFound nearest, int[][] targets) {
      this.classifier = classifier;
      this.nearest = nearest;
      images = batch.count();
      AttackBatch ways = batch.select(Rows.repeated(images, targets.length));
      this.batch = ways;
      this.targets = targets[0] == null ? null : ways.ledTo(targets).targets();
      found = new NearestFound(ways, norm());
      size = batch.size();
      points = ways.pixels().clone();
      slopes = new float[points.length];
      beyond = new double[ways.count()];
      ofPresent = HyperplaneProjection.of(norm(), size);
      ofClean = HyperplaneProjection.of(norm(), size);
    }

    void run(int restart, float epsilon) {
      for (int i = 0; i < images && restart > 0; i++) {
        leave(i, Math.min(epsilon, nearest.distance(i)) / 2, batch.random(i, restart));
      }
      int[] all = Rows.all(batch.count());
      for (int t = 0; t < iterations; t++) {
        if (targets == null) {
          toTheNearest();
        } else if (t == 0) {
          // By themselves: whoever observes sees a gradient of all images that they start from.
          toTheTargets(Arrays.copyOf(all, images));
          toTheTargets(Arrays.copyOfRange(all, images, all.length));
        } else {
          toTheTargets(all);
        }
        for (int row : all) {
          step(row);
        }
        boolean[] reached = batch.reached(classifier.logits(points, all.length), classifier);
        for (int row : all) {
          if (reached[row]) {
            found.offer(row, points);
            comeBack(row);
          }
        }
      }
      for (int row : all) {
        if (found.has(row)) {
          nearest.offer(row % images, batch, row, found.images());
        }
      }
    }

    private void leave(int image, double distance, SplittableRandom random) {
      int from = image * size;
      RandomStart.add(norm(), distance, random, points, from, size);
      for (int i = from; i < from + size; i++) {
        points[i] = Math.min(1f, Math.max(0f, points[i]));
      }
    }

    /** Takes differences of two logits and their gradients. */
    private void toTheTargets(int[] rows) {
      if (rows.length == 0) {
        return;
      }
      int classes = classifier.classes();
      Classifier.Gradient gradient =
          classifier.gradient(
              Rows.gather(points, rows, size),
              rows.length,
              (row, logits, from, slope) -> {
                Arrays.fill(slope, from, from + classes, 0f);
                slope[from + targets[rows[row]]] = 1;
                slope[from + batch.labels()[rows[row]]] = -1;
              });
      for (int r = 0; r < rows.length; r++) {
        take(rows[r], r, gradient, targets[rows[r]]);
      }
    }

    /**
     * Takes the difference of a class's logit from the label's, and its gradient.
     *
     * @param from the place in the answer
     */
    private void take(int row, int from, Classifier.Gradient gradient, int other) {
      beyond[row] = difference(gradient.logits(), from, other, batch.labels()[row]);
      for (int v = 0; v < size; v++) {
        slopes[row * size + v] = Gradients.finite(gradient.gradient()[from * size + v]);
      }
    }

    private double difference(float[] logits, int from, int other, int label) {
      int first = from * classifier.classes();
      return (double) logits[first + other] - logits[first + label];
    }

    private void toTheNearest() {
      int classes = classifier.classes();
      double[] least = new double[batch.count()];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      Arrays.fill(beyond, 0);
      for (int c = 0; c < classes; c++) {
        int other = c;
        Classifier.Gradient gradient =
            classifier.gradient(
                points,
                batch.count(),
                (image, logits, from, slope) -> {
                  Arrays.fill(slope, from, from + classes, 0f);
                  slope[from + other] += 1;
                  slope[from + batch.labels()[image]] -= 1;
                });
        for (int i = 0; i < batch.count(); i++) {
          int label = batch.labels()[i];
          double steepness = norm().dual(gradient.gradient(), i * size, size);
          double distance = Math.abs(difference(gradient.logits(), i, c, label)) / steepness;
          if (c != label && distance < least[i]) {
            least[i] = distance;
            take(i, i, gradient, c);
          }
        }
      }
    }

    private void step(int row) {
      int from = row * size;
      double present = Math.max(SHORTEST, ofPresent.from(points, slopes, from, beyond[row]));
      double cleanBeyond = beyond[row];
      for (int i = from; i < from + size; i++) {
        cleanBeyond += (double) slopes[i] * (batch.pixels()[i] - points[i]);
      }
      double clean = Math.max(SHORTEST, ofClean.from(batch.pixels(), slopes, from, cleanBeyond));
      double alpha = Math.min(present / (present + clean), alphaMax);
      for (int i = 0; i < size; i++) {
        double fromPoint = points[from + i] + eta * ofPresent.move()[i];
        double fromClean = batch.pixels()[from + i] + eta * ofClean.move()[i];
        double moved = fromPoint * (1 - alpha) + fromClean * alpha;
        points[from + i] = (float) Math.min(1, Math.max(0, moved));
      }
    }

    private void comeBack(int row) {
      for (int i = row * size; i < (row + 1) * size; i++) {
        float clean = batch.pixels()[i];
        points[i] = clean + (float) beta * (points[i] - clean);
      }
    }
  }
}
