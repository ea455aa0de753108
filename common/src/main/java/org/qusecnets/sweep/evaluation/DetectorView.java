package org.qusecnets.sweep.evaluation;

import java.util.Arrays;
import java.util.Optional;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.attack.AttackResults;
import org.qusecnets.sweep.attack.Rows;
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

  private final Detector detector;

  /**
   * A view.
   *
   * @param classifier the model without the detector, as the attacker sees it
   */
  DetectorView(Classifier classifier, Detector detector) {
    super(classifier);
    this.detector = detector;
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
      results.proposeNearest(Rows.joined(Arrays.stream(found).map(one -> one.image(0)).toList()));
    }
    return joinedIfAll(starts);
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
          Rows.joined(Arrays.stream(found).map(one -> one.image(epsilonIndex)).toList()),
          reused);
    }
  }
}
