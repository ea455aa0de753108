package org.qusecnets.sweep.attack;

import java.util.Arrays;
import java.util.Optional;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Logits;

/**
 * DeepFool (Moosavi-Dezfooli, Fawzi, Frossard 2016, Algorithm 2): steps to the nearest boundary of
 * the linearised classifier until the prediction changes. The defaults are those of CleverHans and
 * Foolbox.
 *
 * @see <a href="https://arxiv.org/abs/1511.04599">Moosavi-Dezfooli, Fawzi, Frossard 2016, Algorithm
 *     2</a>
 */
record DeepFool(
    @Option(says = "The norm in which boundaries are near.", key = "norm", otherwise = "l2")
        Distance distance,
    @Option(says = "Most iterations.", otherwise = "50", from = 1, to = 10_000) int iterations,
    @Option(
            says = "Share of the whole perturbation by which the attack goes beyond the boundary.",
            otherwise = "0.02",
            from = 0,
            to = 1)
        double overshoot,
    @Option(says = SearchEnd.SAYS, otherwise = "boundary") SearchEnd end)
    implements Attack {
  static final String TYPE = "deepfool";

  /** In which norm boundaries are near. */
  enum Distance {
    L2,
    LINF
  }

  DeepFool {
    Ranges.check(DeepFool.class, distance, iterations, overshoot, end);
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
    return distance == Distance.L2 ? Norm.L2 : Norm.LINF;
  }

  @Override
  public boolean findsNearest() {
    return true;
  }

  @Override
  public boolean epsilonsAreIndependent() {
    return true;
  }

  @Override
  public Optional<String> obstacleToBox() {
    return end.obstacleToBox();
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    return new QueryBudget((double) iterations * classes, end.inferences());
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    int size = batch.size();
    float[] moved = batch.pixels().clone();
    float[] images = batch.pixels().clone();
    int[] active = Rows.all(batch.count());
    for (int iteration = 0; iteration < iterations && active.length > 0; iteration++) {
      AttackBatch moving = batch.select(active);
      Step linear = new Step(classifier, moving, Rows.gather(images, active, size));
      boolean[] reached = linear.reached;
      for (int a = 0; a < active.length; a++) {
        if (!reached[a]) {
          linear.towardsNearest(a, moved, active[a] * size);
          for (int i = active[a] * size; i < (active[a] + 1) * size; i++) {
            float clean = batch.pixels()[i];
            float beyond = clean + (float) (1 + overshoot) * (moved[i] - clean);
            images[i] = Math.min(1f, Math.max(0f, beyond));
          }
        }
      }
      active = Rows.without(active, reached);
    }
    proposals.proposeNearest(end.of(classifier, batch, images));
  }

  /** The classifier linearised at some images. */
  private final class Step {
    private final AttackBatch batch;
    private final int classes;
    private final float[] logits;
    private final float[][] slopes;
    private final boolean[] reached;

    Step(Classifier classifier, AttackBatch batch, float[] images) {
      this.batch = batch;
      classes = classifier.classes();
      slopes = new float[classes][];
      float[] found = null;
      for (int c = 0; c < classes; c++) {
        int of = c;
        Classifier.Gradient gradient =
            classifier.gradient(
                images,
                batch.count(),
                (image, values, from, slope) -> {
                  Arrays.fill(slope, from, from + classes, 0f);
                  slope[from + of] = 1;
                });
        slopes[c] = gradient.gradient();
        found = gradient.logits();
      }
      logits = found;
      reached = batch.reached(logits, classifier);
    }

    /** Adds the smallest step to a boundary to what begins at {@code from}. */
    void towardsNearest(int image, float[] to, int from) {
      int size = batch.size();
      int label = Logits.argmax(logits, image * classes, classes);
      int nearest = -1;
      double least = Double.POSITIVE_INFINITY;
      double norm = 0;
      for (int c = 0; c < classes; c++) {
        if (c == label) {
          continue;
        }
        double steepness = steepness(image, c, label);
        double gap =
            Math.abs((double) logits[image * classes + c] - logits[image * classes + label]);
        // A boundary whose slope is not finite has no nearest point.
        if (steepness > 0 && Double.isFinite(steepness) && gap / steepness < least) {
          least = gap / steepness;
          nearest = c;
          norm = steepness;
        }
      }
      if (nearest < 0) {
        return;
      }
      for (int i = 0; i < size; i++) {
        float slope = slopes[nearest][image * size + i] - slopes[label][image * size + i];
        to[from + i] +=
            distance == Distance.L2
                ? (float) ((least + 1e-4) * slope / norm)
                : (float) (least + 1e-4) * Math.signum(slope);
      }
    }

    /** The dual norm of the difference of two logits' gradients. */
    private double steepness(int image, int c, int label) {
      int size = batch.size();
      double sum = 0;
      for (int i = image * size; i < (image + 1) * size; i++) {
        double slope = (double) slopes[c][i] - slopes[label][i];
        sum += distance == Distance.L2 ? slope * slope : Math.abs(slope);
      }
      return distance == Distance.L2 ? Math.sqrt(sum) : sum;
    }
  }
}
