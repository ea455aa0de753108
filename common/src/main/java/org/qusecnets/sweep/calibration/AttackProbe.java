package org.qusecnets.sweep.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.evaluation.AttackEvaluation;
import org.qusecnets.sweep.evaluation.AttackerView;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.plan.AttackKind;
import org.qusecnets.sweep.plan.ObservedAttack;
import org.qusecnets.sweep.recipe.Logits;

/** Attacks a few images that the model gets right, more and more until enough time has passed. */
final class AttackProbe {
  private static final int FIRST_IMAGES = 8;
  private static final double FASTEST_GROWTH = 16;

  private final AttackUnit unit;
  private final ImageSet test;
  private final NetworkClassifier scorer;
  private final NetworkClassifier source;
  private final int[] right;

  AttackProbe(AttackUnit unit, ImageSet test, NetworkClassifier scorer, NetworkClassifier source) {
    this.unit = unit;
    this.test = test;
    this.scorer = scorer;
    this.source = source;
    int[] chosen = StratifiedSample.indices(test, unit.dataset().testImages());
    right = right(Arrays.copyOfRange(chosen, unit.from(), unit.to()));
  }

  private int[] right(int[] numbers) {
    int size = test.shape().size();
    float[] pixels = new float[numbers.length * size];
    for (int i = 0; i < numbers.length; i++) {
      test.scale(numbers[i], pixels, i * size);
    }
    float[] logits = scorer.logits(pixels, numbers.length);
    int classes = scorer.classes();
    return IntStream.range(0, numbers.length)
        .filter(i -> Logits.argmax(logits, i * classes, classes) == test.label(numbers[i]))
        .map(i -> numbers[i])
        .toArray();
  }

  /** Whether there is an image to attack. */
  boolean isPossible() {
    return right.length > 0;
  }

  /**
   * The last and largest of the measurements.
   *
   * @param expected seconds that an image may take
   * @param seconds about how long to go on
   */
  ObservedAttack measure(double expected, double seconds) {
    int images = (int) Math.max(1, Math.min(FIRST_IMAGES, seconds / expected));
    images = Math.min(images, right.length);
    double took = seconds(images);
    while (took < seconds / 2 && images < right.length) {
      double growth = Math.max(2, Math.min(FASTEST_GROWTH, seconds / took));
      images = (int) Math.min(right.length, images * growth);
      took = seconds(images);
    }
    double examples = (double) images * unit.attack().epsilons().size();
    return new ObservedAttack(AttackKind.of(unit), examples, took);
  }

  private double seconds(int images) {
    int[] numbers = Arrays.copyOf(right, images);
    List<Double> epsilons = unit.attack().epsilons();
    float[] bounds = new float[epsilons.size()];
    for (int e = 0; e < bounds.length; e++) {
      bounds[e] = Norm.atMost(epsilons.get(e));
    }
    AttackEvaluation evaluation =
        new AttackEvaluation(
            scorer,
            test,
            numbers,
            Arrays.stream(numbers).mapToLong(unit::imageSeed).toArray(),
            0,
            unit.attack().threat().protocol());
    long start = System.nanoTime();
    evaluation.examples(
        unit.attack().attack(),
        bounds,
        AttackerView.of(source, unit.attack().threat().way(), unit.attack().threat().eotSamples()));
    return Budget.since(start);
  }
}
