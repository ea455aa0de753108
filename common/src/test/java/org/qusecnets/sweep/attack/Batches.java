package org.qusecnets.sweep.attack;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Logits;

/** What the attacks' tests attack, and with what. */
final class Batches {
  private Batches() {}

  /** An attack with some options: keys and values in turn. */
  static Attack attack(String type, Object... options) {
    Map<String, Object> map = new TreeMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put((String) options[i], options[i + 1]);
    }
    return Attacks.read(type, Options.of(map));
  }

  /** Images that are to become anything but their label. */
  static AttackBatch untargeted(float[] pixels, int... labels) {
    int[] targets = new int[labels.length];
    Arrays.fill(targets, AttackBatch.UNTARGETED);
    return new AttackBatch(pixels, labels, targets, seeds(labels.length));
  }

  /** One image that is to become the target. */
  static AttackBatch targeted(float[] pixels, int label, int target) {
    return new AttackBatch(pixels, new int[] {label}, new int[] {target}, seeds(1));
  }

  private static long[] seeds(int count) {
    long[] seeds = new long[count];
    for (int i = 0; i < count; i++) {
      seeds[i] = 1000L + i;
    }
    return seeds;
  }

  /** Random images as the classifier sees them, each to become what the attack's target says. */
  static AttackBatch random(Classifier classifier, Target target, int count, long seed) {
    Random random = new Random(seed);
    int classes = classifier.classes();
    float[] pixels = new float[count * classifier.shape().size()];
    for (int i = 0; i < pixels.length; i++) {
      // Some are black or white, where steps are cut off.
      pixels[i] = Math.min(1f, Math.max(0f, 1.4f * random.nextFloat() - 0.2f));
    }
    float[] logits = classifier.logits(pixels, count);
    int[] labels = new int[count];
    int[] targets = new int[count];
    long[] seeds = new long[count];
    for (int i = 0; i < count; i++) {
      labels[i] = Logits.argmax(logits, i * classes, classes);
      seeds[i] = random.nextLong();
      targets[i] = target.of(labels[i], logits, i * classes, classes, seeds[i]);
    }
    return new AttackBatch(pixels, labels, targets, seeds);
  }

  /** What the classifier predicts. */
  static int[] predictions(Classifier classifier, float[] images) {
    int classes = classifier.classes();
    float[] logits = classifier.logits(images, images.length / classifier.shape().size());
    int[] predictions = new int[logits.length / classes];
    for (int i = 0; i < predictions.length; i++) {
      predictions[i] = Logits.argmax(logits, i * classes, classes);
    }
    return predictions;
  }

  /** What an attack proposes. */
  static RecordedResults run(
      Attack attack, Classifier classifier, AttackBatch batch, float... epsilons) {
    RecordedResults proposals = new RecordedResults();
    attack.attack(classifier, batch, epsilons, proposals);
    return proposals;
  }
}
