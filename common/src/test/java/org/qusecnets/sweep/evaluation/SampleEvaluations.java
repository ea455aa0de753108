package org.qusecnets.sweep.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.Attacks;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedSamples;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Logits;

/** Evaluations on a small trained network and images whose labels go round the ten classes. */
final class SampleEvaluations {
  /**
   * What classes that use {@link #CLASSIFIER} lock: it is not safe for use by several threads, and
   * test classes run side by side.
   */
  static final String ONE_AT_A_TIME = "SampleEvaluations.CLASSIFIER";

  static final NetworkClassifier CLASSIFIER = TrainedSamples.plain();
  static final ImageSet IMAGES = TrainedSamples.images(30, 9);
  static final int SIZE = IMAGES.shape().size();

  private SampleEvaluations() {}

  static Attack read(String type, Map<String, Object> options) {
    return Attacks.read(type, Options.of(options));
  }

  /** The examples of the first images. */
  static List<Example> examples(Attack attack, int count, float... epsilons) {
    return evaluation(count).examples(attack, epsilons);
  }

  /** Of the first images, of which all pictures are kept. */
  static AttackEvaluation evaluation(int count) {
    return new AttackEvaluation(
        CLASSIFIER,
        IMAGES,
        IntStream.range(0, count).toArray(),
        new long[count],
        count,
        AttackProtocol.standard());
  }

  /** What an attacker finds on some images, whose seeds are their numbers; with all pictures. */
  static List<Example> examples(
      NetworkClassifier model, Attack attack, AttackerView view, int[] images, float... epsilons) {
    AttackEvaluation evaluation =
        new AttackEvaluation(
            model,
            IMAGES,
            images,
            Arrays.stream(images).mapToLong(i -> i).toArray(),
            images.length,
            AttackProtocol.standard());
    return evaluation.examples(attack, epsilons, view);
  }

  /** The predicted class of an image. */
  static int label(byte[] pixels) {
    ImageSet image = new ImageSet(IMAGES.shape(), IMAGES.classes(), pixels, new byte[1]);
    float[] scaled = new float[SIZE];
    image.scale(0, scaled, 0);
    return Logits.argmax(CLASSIFIER.logits(scaled, 1), 0, 10);
  }
}
