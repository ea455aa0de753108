package org.qusecnets.sweep.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.attack.Losses;
import org.qusecnets.sweep.attack.Rows;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.Detector;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.InputTransform;
import org.qusecnets.sweep.recipe.Logits;

/**
 * A classifier with a detector beside it, as an attack on one image sees it: what is detected is
 * not what the attack is to reach, whatever its class.
 *
 * <p>The logits of a point that is not detected are the classifier's. Of one that is, the logit of
 * the image's label (or less that of the target) lies above all others by {@link #WEIGHT} times
 * what the distances of its probabilities from those of each squeezed form exceed the threshold by.
 * So a point is adversarial to the attack if, and only if, it is adversarial and not detected, and
 * a loss that raises the margin of a point that is detected is {@code min(margin, 0) - WEIGHT sum
 * of max(0, ||p(x) - p(s(x))||_1 - threshold)}: one consistent loss of both.
 *
 * <p>Gradients are those of the attack's loss with respect to these logits, where the raised one
 * has the slope of the label's own logit besides that of the penalty, so that a point which is
 * wrong already is not led back. Through squeezers they go on the adapted path.
 *
 * @see <a href="https://arxiv.org/abs/2002.08347">Tramer, Carlini, Brendel, Madry 2020</a>, for
 *     consistent losses against detectors
 */
final class UndetectedClassifier implements Classifier {
  /** Logits for a distance of 1: the margins of sure predictions are of this size at most. */
  private static final double WEIGHT = 30;

  private final Classifier classifier;
  private final List<InputTransform> squeezers;
  private final double threshold;
  private final int reference;
  private final boolean targeted;
  private float[] startingGradient;

  /**
   * A view.
   *
   * @param classifier the classifier without the detector
   * @param image the one image
   */
  UndetectedClassifier(Classifier classifier, Detector detector, AttackBatch image) {
    this.classifier = classifier;
    squeezers = detector.squeezers();
    threshold = detector.threshold();
    reference = image.referenceLabel(0);
    targeted = image.targeted(0);
  }

  /** The first gradient with respect to the image; null if there was none. */
  float[] startingGradient() {
    return startingGradient;
  }

  @Override
  public ImageShape shape() {
    return classifier.shape();
  }

  @Override
  public int classes() {
    return classifier.classes();
  }

  @Override
  public boolean isRandom() {
    return classifier.isRandom();
  }

  @Override
  public float[] logits(float[] images, int count) {
    float[] all = classifier.logits(withSqueezed(images, count), (1 + squeezers.size()) * count);
    float[] shown = Arrays.copyOf(all, count * classes());
    for (int i = 0; i < count; i++) {
      new Point(all, count, i).show(shown);
    }
    return shown;
  }

  @Override
  public Gradient gradient(float[] images, int count, LogitsFunction function) {
    int classes = classes();
    int size = shape().size();
    float[] rows = withSqueezed(images, count);
    float[] all = classifier.logits(rows, rows.length / size);
    float[] shown = Arrays.copyOf(all, count * classes);
    float[] ofLogits = new float[all.length];
    boolean[] detected = new boolean[count];
    for (int i = 0; i < count; i++) {
      Point point = new Point(all, count, i);
      point.show(shown);
      function.differentiate(i, shown, i * classes, ofLogits);
      point.differentiatePenalty(ofLogits);
      detected[i] = point.detected;
    }
    int[] asked =
        IntStream.range(0, rows.length / size)
            .filter(row -> row < count || detected[row % count])
            .toArray();
    float[] given = Rows.gather(ofLogits, asked, classes);
    float[] found =
        classifier
            .gradient(
                Rows.gather(rows, asked, size),
                asked.length,
                (row, logits, from, gradient) ->
                    System.arraycopy(given, row * classes, gradient, from, classes))
            .gradient();
    float[] gradient = Arrays.copyOf(found, count * size);
    for (int a = count; a < asked.length; a++) {
      int image = asked[a] % count;
      float[] squeezed = Arrays.copyOfRange(found, a * size, (a + 1) * size);
      float[] back =
          squeezers
              .get(asked[a] / count - 1)
              .backward(
                  Arrays.copyOfRange(images, image * size, (image + 1) * size),
                  shape(),
                  squeezed,
                  0,
                  GradientWay.ADAPTED);
      for (int k = 0; k < size; k++) {
        gradient[image * size + k] += back[k];
      }
    }
    if (startingGradient == null) {
      startingGradient = Arrays.copyOf(gradient, size);
    }
    return new Gradient(shown, gradient);
  }

  /** The images and, squeezer after squeezer, what each makes of them all. */
  private float[] withSqueezed(float[] images, int count) {
    int length = count * shape().size();
    float[] rows = Arrays.copyOf(images, (1 + squeezers.size()) * length);
    for (int s = 0; s < squeezers.size(); s++) {
      float[] squeezed = Detector.squeezed(squeezers.get(s), shape(), images, count);
      System.arraycopy(squeezed, 0, rows, (1 + s) * length, length);
    }
    return rows;
  }

  /** What is known of one point. */
  private final class Point {
    private final float[] logits;
    private final int count;
    private final int row;
    private final double[] probabilities;
    private final double[][] squeezed = new double[squeezers.size()][];
    private final double[] excess = new double[squeezers.size()];
    private boolean detected;

    /**
     * A point.
     *
     * @param logits of {@link #withSqueezed}
     * @param count number of points
     * @param row number of the point
     */
    Point(float[] logits, int count, int row) {
      this.logits = logits;
      this.count = count;
      this.row = row;
      probabilities = Logits.probabilities(logits, from(row), classes());
      for (int s = 0; s < squeezed.length; s++) {
        squeezed[s] = Logits.probabilities(logits, from((1 + s) * count + row), classes());
        excess[s] = Detector.distance(probabilities, squeezed[s]) - threshold;
        detected |= !(excess[s] <= 0);
      }
    }

    private int from(int of) {
      return of * classes();
    }

    /** Writes the logits that the attack sees over the classifier's. */
    void show(float[] shown) {
      if (!detected) {
        return;
      }
      int from = from(row);
      int own = from + reference;
      float other = logits[from + Losses.runnerUp(logits, from, classes(), reference)];
      double penalty = WEIGHT * Arrays.stream(excess).map(e -> Math.max(0, e)).sum();
      shown[own] =
          targeted
              ? Math.min(Math.nextDown(other), (float) (Math.min(other, logits[own]) - penalty))
              : Math.max(Math.nextUp(other), (float) (Math.max(other, logits[own]) + penalty));
    }

    /**
     * Adds the penalty's share of the gradient of a function of the shown logits.
     *
     * @param ofLogits of {@link #withSqueezed}, at the point's row that with respect to the shown
     *     logits
     */
    void differentiatePenalty(float[] ofLogits) {
      double share = WEIGHT * ofLogits[from(row) + reference] * (targeted ? -1 : 1);
      for (int s = 0; s < squeezed.length; s++) {
        if (excess[s] > 0) {
          double[] slopes = new double[classes()];
          for (int c = 0; c < slopes.length; c++) {
            slopes[c] = share * Math.signum(probabilities[c] - squeezed[s][c]);
          }
          throughSoftmax(probabilities, slopes, 1, ofLogits, from(row));
          throughSoftmax(squeezed[s], slopes, -1, ofLogits, from((1 + s) * count + row));
        }
      }
    }

    private void throughSoftmax(double[] p, double[] slopes, int sign, float[] to, int from) {
      for (int c = 0; c < p.length; c++) {
        // Differences first: their mean would lose the digits of small probabilities.
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
          sum += p[k] * (slopes[c] - slopes[k]);
        }
        to[from + c] += (float) (sign * p[c] * sum);
      }
    }
  }
}
