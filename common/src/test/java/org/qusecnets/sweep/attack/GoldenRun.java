package org.qusecnets.sweep.attack;

import java.util.Map;
import org.qusecnets.sweep.attack.GoldenCases.Case;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.network.NetworkClassifier;

/**
 * One run of one of our attacks on golden images.
 *
 * @param clean the images
 * @param found what the attack proposes, brought within epsilon
 * @param success which of them are what the attack is to reach
 */
record GoldenRun(float[] clean, float[] found, boolean[] success) {
  /** Values of an image. */
  static final int SIZE = 28 * 28;

  static GoldenRun of(
      Case golden, int run, Map<String, float[]> images, NetworkClassifier classifier) {
    float[] clean = pixels(images, golden.images());
    int[] labels = labels(images, golden.images());
    Attack attack = golden.attack();
    int[] targets = new int[labels.length];
    long[] seeds = new long[labels.length];
    float[] logits = classifier.logits(clean, labels.length);
    for (int i = 0; i < labels.length; i++) {
      int classes = classifier.classes();
      targets[i] = attack.target().of(labels[i], logits, i * classes, classes, 0);
      seeds[i] = (long) run * labels.length + i;
    }
    AttackBatch batch = new AttackBatch(clean, labels, targets, seeds);
    Last last = new Last();
    attack.attack(classifier, batch.copy(), new float[] {golden.epsilon()}, last);
    attack.norm().project(golden.epsilon(), clean, last.images, SIZE);
    boolean[] success = batch.reached(classifier.logits(last.images, labels.length), classifier);
    return new GoldenRun(clean, last.images, success);
  }

  static float[] pixels(Map<String, float[]> images, String set) {
    float[] pixels = images.get(set + "-pixels").clone();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] /= 255f;
    }
    return pixels;
  }

  static int[] labels(Map<String, float[]> images, String set) {
    float[] values = images.get(set + "-labels");
    int[] labels = new int[values.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) values[i];
    }
    return labels;
  }

  double distance(Norm norm, int image) {
    return norm.distance(clean, found, image * SIZE, SIZE);
  }

  private static final class Last implements AttackResults {
    private float[] images;

    @Override
    public void propose(int epsilonIndex, float[] proposals, boolean[] reused) {
      images = proposals.clone();
    }

    @Override
    public void proposeNearest(float[] proposals) {
      images = proposals.clone();
    }
  }
}
