package org.qusecnets.sweep.attack;

import java.util.Arrays;
import org.qusecnets.sweep.attack.norm.Gradients;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Classifier.LogitsFunction;
import org.qusecnets.sweep.recipe.Logits;

/** {@link CarliniWagner} at work on one batch. */
final class CarliniWagnerSearch {
  private static final double SHRINK = 0.999999;
  private static final double UNBOUNDED = 1e10;
  private static final double LITTLE_PROGRESS = 0.9999;
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float TINY = 1e-8f;

  private final CarliniWagner options;
  private final Classifier classifier;
  private final AttackBatch batch;
  private final int size;
  private final float[] low;
  private final float[] high;
  private final float[] start;
  private final float[] origin;
  private final double[] constant;
  private final double[] lower;
  private final double[] upper;
  private final double[] nearest;
  private final float[] best;

  /**
   * A search.
   *
   * @param reach how far a value may move, 1 for as far as pixels reach
   */
  CarliniWagnerSearch(
      CarliniWagner options, Classifier classifier, AttackBatch batch, float reach) {
    this.options = options;
    this.classifier = classifier;
    this.batch = batch;
    size = batch.size();
    int values = batch.pixels().length;
    low = new float[values];
    high = new float[values];
    start = new float[values];
    origin = new float[values];
    for (int i = 0; i < values; i++) {
      float clean = batch.pixels()[i];
      low[i] = Math.max(0f, clean - reach);
      high[i] = Math.min(1f, clean + reach);
      float range = high[i] - low[i];
      double place = range == 0 ? 0 : (2 * (clean - low[i]) / range - 1) * SHRINK;
      start[i] = (float) (0.5 * Math.log((1 + place) / (1 - place)));
      origin[i] = value(i, tanh(start[i]));
    }
    constant = new double[batch.count()];
    lower = new double[batch.count()];
    upper = new double[batch.count()];
    nearest = new double[batch.count()];
    Arrays.fill(constant, options.initialConstant());
    Arrays.fill(upper, UNBOUNDED);
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    best = batch.pixels().clone();
  }

  /** The nearest adversarial images; the clean ones where there is none. */
  float[] run() {
    for (int step = 0; step < options.searchSteps(); step++) {
      if (step == options.searchSteps() - 1 && options.searchSteps() >= 10) {
        System.arraycopy(upper, 0, constant, 0, constant.length);
      }
      boolean[] reached = minimize();
      for (int i = 0; i < reached.length; i++) {
        narrow(i, reached[i]);
      }
    }
    return best;
  }

  /** For each image whether an adversarial one was found. */
  boolean[] found() {
    boolean[] found = new boolean[nearest.length];
    for (int i = 0; i < found.length; i++) {
      found[i] = nearest[i] < Double.POSITIVE_INFINITY;
    }
    return found;
  }

  private void narrow(int image, boolean reached) {
    if (reached) {
      upper[image] = Math.min(upper[image], constant[image]);
    } else {
      lower[image] = Math.max(lower[image], constant[image]);
    }
    if (upper[image] < UNBOUNDED / 10) {
      constant[image] = (lower[image] + upper[image]) / 2;
    } else if (!reached) {
      constant[image] *= 10;
    }
  }

  /** Adam at the present constants; tells which images became adversarial on the way. */
  private boolean[] minimize() {
    int count = batch.count();
    boolean[] reached = new boolean[count];
    float[] point = start.clone();
    float[] first = new float[point.length];
    float[] second = new float[point.length];
    double[] smallest = new double[count];
    double[] previous = new double[count];
    Arrays.fill(smallest, Double.POSITIVE_INFINITY);
    Arrays.fill(previous, Double.POSITIVE_INFINITY);
    int check = Math.max(1, options.iterations() / 10);
    int[] active = Rows.all(count);
    for (int t = 1; t <= options.iterations() && active.length > 0; t++) {
      float[] images = new float[active.length * size];
      float[] slopes = new float[images.length];
      double[] distances = new double[active.length];
      for (int a = 0; a < active.length; a++) {
        distances[a] = place(active[a], point, images, slopes, a);
      }
      Classifier.Gradient gradient = classifier.gradient(images, active.length, hinge(active));
      double[] losses = new double[active.length];
      for (int a = 0; a < active.length; a++) {
        keep(active[a], images, a, gradient.logits(), distances[a], reached);
        double missing = missing(active[a], gradient.logits(), a * classifier.classes());
        losses[a] = distances[a] + constant[active[a]] * Math.max(0, missing);
      }
      boolean[] stops = new boolean[active.length];
      for (int a = 0; a < active.length; a++) {
        int image = active[a];
        smallest[image] = Math.min(smallest[image], losses[a]);
        if (options.abort() == CarliniWagner.Abort.EARLY && (t - 1) % check == 0) {
          stops[a] = smallest[image] > previous[image] * LITTLE_PROGRESS;
          previous[image] = smallest[image];
        }
      }
      float rate =
          (float)
              (options.learningRate()
                  * Math.sqrt(1 - Math.pow(BETA2, t))
                  / (1 - Math.pow(BETA1, t)));
      for (int a = 0; a < active.length; a++) {
        if (!stops[a]) {
          descend(active[a], a, images, slopes, gradient.gradient(), point, first, second, rate);
        }
      }
      active = Rows.without(active, stops);
    }
    return reached;
  }

  /** Writes the image of a point and its slope, and returns the squared distance. */
  private double place(int image, float[] point, float[] images, float[] slopes, int row) {
    double square = 0;
    for (int i = 0; i < size; i++) {
      int value = image * size + i;
      float bent = tanh(point[value]);
      images[row * size + i] = value(value, bent);
      slopes[row * size + i] = (high[value] - low[value]) / 2 * (1 - bent * bent);
      double change = images[row * size + i] - origin[value];
      square += change * change;
    }
    return square;
  }

  private float value(int value, float bent) {
    float unrounded = low[value] + (high[value] - low[value]) * (bent + 1) / 2;
    return Math.min(high[value], unrounded);
  }

  private static float tanh(float x) {
    return (float) (1 - 2 / (Math.exp(2.0 * x) + 1));
  }

  /** The gradient of c f with f as in the paper, equation 6. */
  private LogitsFunction hinge(int[] active) {
    int classes = classifier.classes();
    return (row, logits, from, gradient) -> {
      int image = active[row];
      Arrays.fill(gradient, from, from + classes, 0f);
      if (missing(image, logits, from) > 0) {
        float weight = (float) (batch.targeted(image) ? constant[image] : -constant[image]);
        gradient[from + batch.referenceLabel(image)] = -weight;
        gradient[from + Losses.runnerUp(logits, from, classes, batch.referenceLabel(image))] =
            weight;
      }
    };
  }

  /** What f is the positive part of: by how much an image is not yet adversarial. */
  private double missing(int image, float[] logits, int from) {
    int referenceLabel = batch.referenceLabel(image);
    int runnerUp = Losses.runnerUp(logits, from, classifier.classes(), referenceLabel);
    double lead = logits[from + referenceLabel] - logits[from + runnerUp];
    return (batch.targeted(image) ? -lead : lead) + options.confidence();
  }

  private void keep(
      int image, float[] images, int row, float[] logits, double square, boolean[] reached) {
    int classes = classifier.classes();
    int from = row * classes;
    float[] shifted = Arrays.copyOfRange(logits, from, from + classes);
    int referenceLabel = batch.referenceLabel(image);
    shifted[referenceLabel] +=
        (float) (batch.targeted(image) ? -options.confidence() : options.confidence());
    if (batch.reached(image, Logits.argmax(shifted, 0, classes))) {
      reached[image] = true;
      if (square < nearest[image]) {
        nearest[image] = square;
        System.arraycopy(images, row * size, best, image * size, size);
      }
    }
  }

  private void descend(
      int image,
      int row,
      float[] images,
      float[] slopes,
      float[] gradient,
      float[] point,
      float[] first,
      float[] second,
      float rate) {
    for (int i = 0; i < size; i++) {
      int value = image * size + i;
      int moved = row * size + i;
      float pull = 2 * (images[moved] - origin[value]);
      float g = (Gradients.finite(gradient[moved]) + pull) * slopes[moved];
      float m = BETA1 * first[value] + (1 - BETA1) * g;
      float v = BETA2 * second[value] + (1 - BETA2) * g * g;
      first[value] = m;
      second[value] = v;
      point[value] -= rate * m / ((float) Math.sqrt(v) + TINY);
    }
  }
}
