package org.qusecnets.sweep.evaluation;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.attack.AttackResults;
import org.qusecnets.sweep.attack.ReuseSuccesses;
import org.qusecnets.sweep.attack.Rows;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.ValueMap;

/**
 * The view of an attacker who searches among the outputs of the leading element-wise stages of a
 * model: one epsilon after another, in the {@link OutputBox} of each image.
 *
 * <p>The attack sees the box as images of its own: values from 0 to 1, of which the clean image's
 * are the start, with a bound of 1, so that every point of the box is within the bound wherever the
 * start is; black and white pixels, which can move one way only, start in a corner. First steps and
 * random starts of an attack are in the unit of its epsilon, that is of the width of the box. What
 * it finds is taken back to pixels; where the outputs have steps, {@link LevelSearch} looks for
 * outputs that there are first. Attacks that reuse successes do so here, where an image counts as
 * done if its pixels are adversarial.
 */
final class BoxView extends AttackerView {
  /** A bound that covers the whole box from any start. */
  private static final float WHOLE = 1;

  /** Images that are attacked at a time, most of which ask about one point. */
  private static final int ATTACKED_TOGETHER = 128;

  /** Images whose levels are chosen at a time, each of which asks about many codes. */
  private static final int CHOSEN_TOGETHER = 8;

  private final NetworkClassifier model;

  BoxView(NetworkClassifier model, int draws) {
    super(model.attacked(GradientWay.EXACT, draws), model.behindFront(draws));
    this.model = model;
  }

  @Override
  Optional<float[]> attack(
      Attack attack,
      ObservedClassifier observed,
      AttackBatch batch,
      float[] epsilons,
      AttackResults results) {
    Run run = new Run(attack, observed, batch);
    ReuseSuccesses reuse =
        attack.reusesSuccesses() ? ReuseSuccesses.SMALLER_EPSILONS : ReuseSuccesses.NEVER;
    reuse.attackEach(
        observed,
        batch,
        epsilons,
        results,
        (e, found, done) -> {
          run.search(epsilons[e], found, done);
          run.tell(e, results);
        });
    return run.startingGradient();
  }

  /** An attack on one batch. */
  private final class Run {
    private final Attack attack;
    private final Classifier observed;
    private final AttackBatch batch;
    private final int size;
    private final float[][] starts;
    private final int[] queries;
    private final String[] parts;

    Run(Attack attack, Classifier observed, AttackBatch batch) {
      this.attack = attack;
      this.observed = observed;
      this.batch = batch;
      size = batch.size();
      starts = new float[batch.count()][];
      queries = new int[batch.count()];
      parts = new String[batch.count()];
    }

    /** Tells what is known besides of what was found at an epsilon. */
    void tell(int epsilonIndex, AttackResults results) {
      if (Arrays.stream(queries).anyMatch(number -> number > 0)) {
        results.queries(epsilonIndex, queries.clone());
      }
      if (Arrays.stream(parts).anyMatch(Objects::nonNull)) {
        results.foundBy(epsilonIndex, parts.clone());
      }
    }

    /** Searches for all images that are not done, and marks those that need no more. */
    void search(float epsilon, float[] found, boolean[] done) {
      int[] open = Rows.without(Rows.all(batch.count()), done);
      if (open.length == 0) {
        return;
      }
      AttackBatch some = batch.select(open);
      OutputBox box = new OutputBox(model::front, some.pixels(), size, epsilon);
      float[] reached = new float[some.pixels().length];
      Rendezvous.run(
          observed,
          open.length,
          ATTACKED_TOGETHER,
          (i, shared) -> {
            BoxClassifier view = new BoxClassifier(shared, box, i);
            ProposedImage proposed = new ProposedImage(1);
            attack.attack(view, within(some, box, i), new float[] {WHOLE}, proposed);
            System.arraycopy(box.outputs(i, proposed.image(0), 1), 0, reached, i * size, size);
            queries[open[i]] = proposed.queries(0);
            parts[open[i]] = proposed.part(0);
            if (starts[open[i]] == null) {
              starts[open[i]] = view.startingGradient();
            }
          });
      float[] outputsFound =
          model.frontMap() == ValueMap.STEPS ? levels(some, box, reached) : reached;
      Rows.scatter(box.pixels(outputsFound), found, open, size);
      if (attack.reusesSuccesses() && !observed.isRandom()) {
        float[] pixels = Rows.gather(found, open, size);
        float[] logits = observed.logits(model.front(pixels, open.length), open.length);
        Rows.mark(done, open, some.reached(logits, observed));
      }
    }

    /** One image as the attack sees it. */
    private AttackBatch within(AttackBatch some, OutputBox box, int image) {
      AttackBatch one = some.select(new int[] {image});
      return new AttackBatch(box.coordinates(image), one.labels(), one.targets(), one.seeds());
    }

    private float[] levels(AttackBatch some, OutputBox box, float[] relaxed) {
      float[] codes = new float[relaxed.length];
      OutputLevels levels = OutputLevels.of(box, relaxed);
      Rendezvous.run(
          observed,
          some.count(),
          CHOSEN_TOGETHER,
          (i, shared) -> {
            LevelSearch search = new LevelSearch(shared, some.select(new int[] {i}), levels.of(i));
            System.arraycopy(search.code(), 0, codes, i * size, size);
          });
      return codes;
    }

    Optional<float[]> startingGradient() {
      return joinedIfAll(starts);
    }
  }
}
