package org.qusecnets.sweep.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.attack.AttackResults;
import org.qusecnets.sweep.network.Detector;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * The view of an attacker who knows the detector beside a model: what it detects is not
 * adversarial.
 *
 * <p>What an attack is to reach depends on the image, and so does what logits it has to see so that
 * it reaches nothing that is detected ({@link UndetectedClassifier}). So each image is attacked by
 * itself; {@link Rendezvous} puts their questions together.
 */
final class DetectorView extends AttackerView {
  /** Images that are attacked at a time. */
  private static final int TOGETHER = 128;

  private final Classifier classifier;
  private final Detector detector;

  /**
   * A view.
   *
   * @param classifier the model without the detector, as the attacker sees it
   */
  DetectorView(Classifier classifier, Detector detector) {
    this.classifier = classifier;
    this.detector = detector;
  }

  @Override
  Classifier images() {
    return classifier;
  }

  @Override
  Classifier searched() {
    return classifier;
  }

  @Override
  Optional<float[]> attack(
      Attack attack,
      ObservedClassifier observed,
      AttackBatch batch,
      float[] epsilons,
      AttackResults results) {
    Found[] found = new Found[batch.count()];
    float[][] starts = new float[batch.count()][];
    Rendezvous.run(
        observed,
        batch.count(),
        TOGETHER,
        (i, shared) -> {
          AttackBatch one = batch.select(new int[] {i});
          UndetectedClassifier view = new UndetectedClassifier(shared, detector, one);
          found[i] = new Found(epsilons.length);
          attack.attack(view, one, epsilons.clone(), found[i]);
          starts[i] = view.startingGradient();
        });
    for (int e = 0; e < epsilons.length; e++) {
      propose(e, found, results);
    }
    if (found[0].nearest != null) {
      results.proposeNearest(joined(Arrays.stream(found).map(one -> one.nearest).toList()));
    }
    return Arrays.stream(starts).allMatch(Objects::nonNull)
        ? Optional.of(joined(Arrays.asList(starts)))
        : Optional.empty();
  }

  private static void propose(int epsilonIndex, Found[] found, AttackResults results) {
    if (found[0].queries[epsilonIndex] != null) {
      results.queries(
          epsilonIndex,
          Arrays.stream(found).mapToInt(one -> one.queries[epsilonIndex][0]).toArray());
    }
    if (found[0].parts[epsilonIndex] != null) {
      results.foundBy(
          epsilonIndex,
          Arrays.stream(found).map(one -> one.parts[epsilonIndex][0]).toArray(String[]::new));
    }
    if (found[0].images[epsilonIndex] != null) {
      boolean[] reused = new boolean[found[0].reused[epsilonIndex].length == 0 ? 0 : found.length];
      for (int i = 0; i < reused.length; i++) {
        reused[i] = found[i].reused[epsilonIndex][0];
      }
      results.propose(
          epsilonIndex,
          joined(Arrays.stream(found).map(one -> one.images[epsilonIndex]).toList()),
          reused);
    }
  }

  private static float[] joined(List<float[]> images) {
    float[] all = new float[images.stream().mapToInt(one -> one.length).sum()];
    int from = 0;
    for (float[] image : images) {
      System.arraycopy(image, 0, all, from, image.length);
      from += image.length;
    }
    return all;
  }

  /** What the attack finds for one image. */
  private static final class Found implements AttackResults {
    private final int[][] queries;
    private final String[][] parts;
    private final float[][] images;
    private final boolean[][] reused;
    private float[] nearest;

    Found(int epsilons) {
      queries = new int[epsilons][];
      parts = new String[epsilons][];
      images = new float[epsilons][];
      reused = new boolean[epsilons][];
    }

    @Override
    public void queries(int epsilonIndex, int[] asked) {
      queries[epsilonIndex] = asked.clone();
    }

    @Override
    public void foundBy(int epsilonIndex, String[] names) {
      parts[epsilonIndex] = names.clone();
    }

    @Override
    public void propose(int epsilonIndex, float[] proposals, boolean[] again) {
      images[epsilonIndex] = proposals.clone();
      reused[epsilonIndex] = again.clone();
    }

    @Override
    public void proposeNearest(float[] proposals) {
      nearest = proposals.clone();
    }
  }
}
