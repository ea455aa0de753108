package org.qusecnets.sweep.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.LabelledImages;
import org.qusecnets.sweep.attack.Proposals;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.evaluation.Example.Perturbation;
import org.qusecnets.sweep.evaluation.Example.Pictures;
import org.qusecnets.sweep.network.NetworkClassifier;

/**
 * Runs an attack on images and scores what it proposes.
 *
 * <p>The contract is enforced here, not by the attack: every proposal is clipped to within epsilon
 * of the clean image and to [0, 1], so that no attack can look strong by stepping outside, and
 * success is recomputed on the clipped image, in float32 and rounded to 8 bits.
 */
public final class AttackEvaluation {
  private final NetworkClassifier classifier;
  private final ImageSet images;
  private final int[] numbers;
  private final LabelledImages batch;
  private final int pictured;

  /**
   * Prepares images for attacks.
   *
   * @param classifier the model under attack
   * @param images the images of the data set's test split
   * @param numbers which of them to attack
   * @param pictured of how many of them, from the first on, to keep the images themselves
   */
  public AttackEvaluation(
      NetworkClassifier classifier, ImageSet images, int[] numbers, int pictured) {
    this.classifier = classifier;
    this.images = images;
    this.numbers = numbers.clone();
    this.pictured = Math.min(pictured, numbers.length);
    int size = images.shape().size();
    float[] pixels = new float[numbers.length * size];
    int[] labels = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      images.scale(numbers[i], pixels, i * size);
      labels[i] = images.label(numbers[i]);
    }
    batch = new LabelledImages(pixels, labels);
  }

  /** The examples of all epsilons, epsilon by epsilon, in the images' order. */
  public List<Example> examples(Attack attack, float[] epsilons) {
    long start = System.nanoTime();
    ObservedClassifier observed = new ObservedClassifier(classifier, batch.pixels());
    Scoring scoring = new Scoring(epsilons, observed);
    attack.attack(
        observed,
        new LabelledImages(batch.pixels().clone(), batch.labels().clone()),
        epsilons.clone(),
        scoring);
    double seconds = (System.nanoTime() - start) / 1e9 / ((double) epsilons.length * batch.count());
    return scoring.examples(seconds);
  }

  private Prediction[] predictions(float[] pixels) {
    return predictionsOf(classifier.logits(pixels, batch.count()));
  }

  private Prediction[] predictionsOf(float[] logits) {
    Prediction[] predictions = new Prediction[batch.count()];
    for (int i = 0; i < predictions.length; i++) {
      predictions[i] = Prediction.of(logits, i, classifier.classes());
    }
    return predictions;
  }

  /** Scores proposals as they come, so that no more than one epsilon's images are held. */
  private final class Scoring implements Proposals {
    private final float[] epsilons;
    private final ObservedClassifier observed;
    private Prediction[] clean;
    private final GradientFacts[] gradients = new GradientFacts[batch.count()];
    private final Example[][] scored;

    Scoring(float[] epsilons, ObservedClassifier observed) {
      this.epsilons = epsilons;
      this.observed = observed;
      scored = new Example[epsilons.length][];
    }

    @Override
    public void startingGradient(float[] gradient) {
      int size = images.shape().size();
      for (int i = 0; i < gradients.length; i++) {
        gradients[i] = GradientFacts.of(gradient, i * size, size);
      }
    }

    @Override
    public void propose(int epsilon, float[] proposals) {
      if (scored[epsilon] != null) {
        throw new IllegalStateException("two proposals for epsilon " + epsilons[epsilon]);
      }
      if (clean == null) {
        clean =
            observed
                .seen()
                .map(AttackEvaluation.this::predictionsOf)
                .orElseGet(() -> predictions(batch.pixels()));
      }
      float[] adversarial = clip(proposals, epsilons[epsilon]);
      Prediction[] predictions = predictions(adversarial);
      Prediction[] rounded = predictions(roundTo8Bits(adversarial));
      int size = images.shape().size();
      Example[] row = new Example[batch.count()];
      for (int i = 0; i < row.length; i++) {
        row[i] =
            new Example(
                epsilon,
                numbers[i],
                batch.labels()[i],
                clean[i],
                predictions[i],
                rounded[i],
                Perturbation.between(batch.pixels(), adversarial, i * size, size),
                Optional.empty(),
                i < pictured ? Optional.of(pictures(adversarial, i)) : Optional.empty(),
                0);
      }
      scored[epsilon] = row;
    }

    private Pictures pictures(float[] adversarial, int image) {
      float[] cleanImage = one(batch.pixels(), image);
      float[] adversarialImage = one(adversarial, image);
      return new Pictures(
          cleanImage,
          adversarialImage,
          classifier.quantize(cleanImage, 1),
          classifier.quantize(adversarialImage, 1));
    }

    List<Example> examples(double seconds) {
      List<Example> all = new ArrayList<>(epsilons.length * batch.count());
      for (int e = 0; e < epsilons.length; e++) {
        if (scored[e] == null) {
          throw new IllegalStateException("no proposal for epsilon " + epsilons[e]);
        }
        for (int i = 0; i < batch.count(); i++) {
          all.add(scored[e][i].completed(Optional.ofNullable(gradients[i]), seconds));
        }
      }
      return all;
    }
  }

  private float[] one(float[] pixels, int image) {
    int size = images.shape().size();
    return Arrays.copyOfRange(pixels, image * size, (image + 1) * size);
  }

  private float[] clip(float[] proposals, float epsilon) {
    float[] clean = batch.pixels();
    float[] clipped = new float[clean.length];
    for (int i = 0; i < clean.length; i++) {
      float low = Math.max(0f, clean[i] - epsilon);
      float high = Math.min(1f, clean[i] + epsilon);
      // A value that is no number would pass, and its prediction would count as a success.
      float proposal = Float.isNaN(proposals[i]) ? clean[i] : proposals[i];
      clipped[i] = Math.min(high, Math.max(low, proposal));
    }
    return clipped;
  }

  private static float[] roundTo8Bits(float[] pixels) {
    float[] rounded = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      // To the nearest grey level, half up; in double precision the sum is exact.
      rounded[i] = (int) (pixels[i] * 255f + 0.5) / 255f;
    }
    return rounded;
  }
}
