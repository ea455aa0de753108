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
    ProposedImage[] found = new ProposedImage[batch.count()];
    float[][] starts = new float[batch.count()][];
    Rendezvous.run(
        observed,
        batch.count(),
        TOGETHER,
        (i, shared) -> {
          AttackBatch one = batch.select(new int[] {i});
          UndetectedClassifier view = new UndetectedClassifier(shared, detector, one);
          found[i] = new ProposedImage(epsilons.length);
          attack.attack(view, one, epsilons.clone(), found[i]);
          starts[i] = view.startingGradient();
        });
    for (int e = 0; e < epsilons.length; e++) {
      propose(e, found, results);
    }
    if (found[0].isNearest()) {
      results.proposeNearest(joined(Arrays.stream(found).map(one -> one.image(0)).toList()));
    }
    return Arrays.stream(starts).allMatch(Objects::nonNull)
        ? Optional.of(joined(Arrays.asList(starts)))
        : Optional.empty();
  }

  private static void propose(int epsilonIndex, ProposedImage[] found, AttackResults results) {
    if (found[0].hasQueries(epsilonIndex)) {
      results.queries(
          epsilonIndex, Arrays.stream(found).mapToInt(one -> one.queries(epsilonIndex)).toArray());
    }
    if (found[0].hasParts(epsilonIndex)) {
      results.foundBy(
          epsilonIndex,
          Arrays.stream(found).map(one -> one.part(epsilonIndex)).toArray(String[]::new));
    }
    if (!found[0].isNearest()) {
      boolean[] reused = new boolean[found[0].hasReused(epsilonIndex) ? found.length : 0];
      for (int i = 0; i < reused.length; i++) {
        reused[i] = found[i].reused(epsilonIndex);
      }
      results.propose(
          epsilonIndex,
          joined(Arrays.stream(found).map(one -> one.image(epsilonIndex)).toList()),
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
}
