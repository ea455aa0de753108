package org.qusecnets.sweep.attack;

import java.util.Arrays;
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
  public boolean epsilonsAreIndependent() {
    return restarts == 1;
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
      for (int[] classes : turns) {
        new Search(classifier, batch, nearest, classes).run(restart, largest);
      }
    }
    proposals.proposeNearest(end.of(classifier, batch, nearest.images()));
  }

  /** One way to the boundary. */
  private final class Search {
    private final Classifier classifier;
    private final AttackBatch batch;
    private final NearestFound nearest;
    private final int[] targets;
    private final int size;
    private final float[] images;
    private final float[] slopes;
    private final HyperplaneProjection ofPresent;
    private final HyperplaneProjection ofClean;

    /**
     * A search.
     *
     * @param targets [images]: the classes that it leads to, or null for the nearest
     */
    Search(Classifier classifier, AttackBatch batch, NearestFound nearest, int[] targets) {
      this.classifier = classifier;
      this.batch = batch;
      this.nearest = nearest;
      this.targets = targets;
      size = batch.size();
      images = batch.pixels().clone();
      slopes = new float[images.length];
      ofPresent = HyperplaneProjection.of(norm(), size);
      ofClean = HyperplaneProjection.of(norm(), size);
    }

    void run(int restart, float epsilon) {
      for (int i = 0; i < batch.count() && restart > 0; i++) {
        leave(i, Math.min(epsilon, nearest.distance(i)) / 2, batch.random(i, restart));
      }
      for (int t = 0; t < iterations; t++) {
        double[] beyond = targets == null ? toTheNearest() : toTheTarget();
        for (int i = 0; i < batch.count(); i++) {
          step(i, beyond[i]);
        }
        boolean[] reached = batch.reached(classifier.logits(images, batch.count()), classifier);
        for (int i = 0; i < batch.count(); i++) {
          if (reached[i]) {
            nearest.offer(i, images);
            comeBack(i);
          }
        }
      }
    }

    private void leave(int image, double distance, SplittableRandom random) {
      int from = image * size;
      RandomStart.add(norm(), distance, random, images, from, size);
      for (int i = from; i < from + size; i++) {
        images[i] = Math.min(1f, Math.max(0f, images[i]));
      }
    }

    /** The differences of two logits, whose gradients are left in {@link #slopes}. */
    private double[] toTheTarget() {
      int classes = classifier.classes();
      Classifier.Gradient gradient =
          classifier.gradient(
              images,
              batch.count(),
              (image, logits, from, slope) -> {
                Arrays.fill(slope, from, from + classes, 0f);
                slope[from + targets[image]] = 1;
                slope[from + batch.labels()[image]] = -1;
              });
      for (int i = 0; i < slopes.length; i++) {
        slopes[i] = Gradients.finite(gradient.gradient()[i]);
      }
      double[] differences = new double[batch.count()];
      for (int i = 0; i < differences.length; i++) {
        differences[i] =
            (double) gradient.logits()[i * classes + targets[i]]
                - gradient.logits()[i * classes + batch.labels()[i]];
      }
      return differences;
    }

    private double[] toTheNearest() {
      int classes = classifier.classes();
      double[] differences = new double[batch.count()];
      double[] least = new double[batch.count()];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      for (int c = 0; c < classes; c++) {
        int other = c;
        Classifier.Gradient gradient =
            classifier.gradient(
                images,
                batch.count(),
                (image, logits, from, slope) -> {
                  Arrays.fill(slope, from, from + classes, 0f);
                  slope[from + other] += 1;
                  slope[from + batch.labels()[image]] -= 1;
                });
        for (int i = 0; i < batch.count(); i++) {
          double difference =
              (double) gradient.logits()[i * classes + c]
                  - gradient.logits()[i * classes + batch.labels()[i]];
          double steepness = norm().dual(gradient.gradient(), i * size, size);
          double distance = Math.abs(difference) / steepness;
          if (c != batch.labels()[i] && distance < least[i]) {
            least[i] = distance;
            differences[i] = difference;
            for (int v = i * size; v < (i + 1) * size; v++) {
              slopes[v] = Gradients.finite(gradient.gradient()[v]);
            }
          }
        }
      }
      return differences;
    }

    private void step(int image, double beyond) {
      int from = image * size;
      double ofPoint = Math.max(SHORTEST, ofPresent.from(images, slopes, from, beyond));
      double cleanBeyond = beyond;
      for (int i = from; i < from + size; i++) {
        cleanBeyond += (double) slopes[i] * (batch.pixels()[i] - images[i]);
      }
      double ofOrigin = Math.max(SHORTEST, ofClean.from(batch.pixels(), slopes, from, cleanBeyond));
      double alpha = Math.min(ofPoint / (ofPoint + ofOrigin), alphaMax);
      for (int i = 0; i < size; i++) {
        double present = images[from + i] + eta * ofPresent.move()[i];
        double clean = batch.pixels()[from + i] + eta * ofClean.move()[i];
        double moved = present * (1 - alpha) + clean * alpha;
        images[from + i] = (float) Math.min(1, Math.max(0, moved));
      }
    }

    private void comeBack(int image) {
      for (int i = image * size; i < (image + 1) * size; i++) {
        float clean = batch.pixels()[i];
        images[i] = clean + (float) beta * (images[i] - clean);
      }
    }
  }
}
