package org.qusecnets.sweep.network;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Logits;
import org.qusecnets.sweep.recipe.SubstituteOptions;
import org.qusecnets.sweep.recipe.SubstituteOptions.HoldOutLabels;
import org.qusecnets.sweep.recipe.SubstituteOptions.Saliency;

/**
 * Trains a substitute for a model of which only labels are seen, with Jacobian-based augmentation:
 * a new point is {@code x + lambda sign(dF_y / dx)}, where y is the label of x and F the
 * substitute. It is not clipped to [0, 1], as in CleverHans.
 *
 * <p>Weights go on from iteration to iteration, and optimizers start anew, as in CleverHans, which
 * makes another optimizer for each iteration. One thread does all of it; the same inputs give the
 * same bytes.
 *
 * @see <a href="https://arxiv.org/abs/1602.02697">Papernot et al. 2017, Algorithm 1, Eq. 4</a>
 */
public final class SubstituteTrainer {
  /** Points that are augmented and labelled together. */
  private static final int CHUNK = 500;

  private final SubstituteOptions options;
  private final Classifier target;
  private final LabelledPoints points;

  private SubstituteTrainer(SubstituteOptions options, Classifier target) {
    this.options = options;
    this.target = target;
    points = new LabelledPoints(target.shape().size());
  }

  /**
   * Trains a substitute.
   *
   * @param options what to train and how
   * @param holdOut the attacker's own images, as many as the options say
   * @param target the model to stand in for; asked for {@link SubstituteOptions#queries()} labels
   * @param weightSeed draws the initial weights
   * @param shuffleSeed draws the order of the points, anew for each epoch
   * @param progress is told of every epoch that ends, {@link SubstituteOptions#totalEpochs()} in
   *     all
   * @throws UserException if the loss is no longer finite
   * @throws IllegalArgumentException if the images are more or fewer, or not of the target's kind
   */
  public static TrainedModel train(
      SubstituteOptions options,
      ImageSet holdOut,
      Classifier target,
      long weightSeed,
      long shuffleSeed,
      Consumer<Epoch> progress) {
    check(options, holdOut, target);
    SubstituteTrainer trainer = new SubstituteTrainer(options, target);
    trainer.addHoldOut(holdOut);
    try (Training training =
        new Training(
            options.recipe(),
            target.shape(),
            target.classes(),
            Math.toIntExact(options.points()),
            weightSeed,
            shuffleSeed,
            Optional.empty(),
            progress)) {
      trainer.train(training);
      return training.model();
    }
  }

  private static void check(SubstituteOptions options, ImageSet holdOut, Classifier target) {
    if (holdOut.size() != options.holdOut()) {
      throw new IllegalArgumentException(
          "a hold-out of " + options.holdOut() + " images has " + holdOut.size());
    }
    if (!holdOut.shape().equals(target.shape()) || holdOut.classes() != target.classes()) {
      throw new IllegalArgumentException("the hold-out's images are not of the target's kind");
    }
  }

  private void train(Training training) {
    training.train(points);
    Classifier substitute = training.classifier();
    for (int augmentation = 0; augmentation < options.iterations() - 1; augmentation++) {
      double step = options.directions().sign(augmentation) * options.lambda();
      augment(substitute, (float) step);
      training.train(points);
    }
  }

  private void addHoldOut(ImageSet holdOut) {
    TrainingImages images = TrainingImages.of(holdOut);
    for (int from = 0; from < images.size(); from += CHUNK) {
      int count = Math.min(CHUNK, images.size() - from);
      float[] rows = rows(images, from, count);
      points.add(
          rows,
          options.holdOutLabels() == HoldOutLabels.TRUE_LABEL
              ? labels(images, from, count)
              : queriedLabels(rows, count));
    }
  }

  private void augment(Classifier substitute, float step) {
    int known = points.size();
    for (int from = 0; from < known; from += CHUNK) {
      int count = Math.min(CHUNK, known - from);
      float[] rows = rows(points, from, count);
      float[] jacobian =
          substitute.gradient(rows, count, saliency(labels(points, from, count))).gradient();
      for (int i = 0; i < rows.length; i++) {
        rows[i] += step * Math.signum(jacobian[i]);
      }
      points.add(rows, queriedLabels(rows, count));
    }
  }

  private float[] rows(TrainingImages images, int from, int count) {
    int size = target.shape().size();
    float[] rows = new float[count * size];
    for (int i = 0; i < count; i++) {
      images.copy(from + i, rows, i * size);
    }
    return rows;
  }

  private static int[] labels(TrainingImages images, int from, int count) {
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = images.label(from + i);
    }
    return labels;
  }

  private int[] queriedLabels(float[] rows, int count) {
    float[] logits = target.logits(rows, count);
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = Logits.argmax(logits, i * target.classes(), target.classes());
    }
    return labels;
  }

  /** What is differentiated for each image's label, or what has a gradient of the same sign. */
  private Classifier.LogitsFunction saliency(int[] labels) {
    int classes = target.classes();
    return (image, logits, from, gradient) -> {
      Arrays.fill(gradient, from, from + classes, 0f);
      if (options.saliency() == Saliency.PROBABILITIES) {
        subtractOtherProbabilities(labels[image], classes, logits, from, gradient);
      }
      gradient[from + labels[image]] = 1;
    };
  }

  /**
   * Completes the gradient of the label's log-odds: that of its probability p divided by p (1 - p),
   * which would round to zero.
   */
  private static void subtractOtherProbabilities(
      int label, int classes, float[] logits, int from, float[] gradient) {
    float[] others = Arrays.copyOfRange(logits, from, from + classes);
    others[label] = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      gradient[from + c] -= (float) Logits.probability(others, 0, classes, c);
    }
  }
}
