package org.qusecnets.sweep.evaluation;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.attack.AttackResults;
import org.qusecnets.sweep.attack.Rows;
import org.qusecnets.sweep.attack.norm.GreyLevels;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.ValueMap;

/**
 * The view of an attacker who looks for the nearest adversarial image in L2 among pixels and then
 * goes on among the outputs of the leading element-wise stages of a model.
 *
 * <p>A network behind such stages sees outputs, and each output costs what the nearest pixel is
 * away that has it. Of what an attack finds, {@link OutputSearch} takes back the changes that are
 * not worth their way, and exchanges others for nearer ones. Where outputs have steps, every value
 * goes to the pixel nearest to the clean one that has the same output, which costs no prediction:
 * an attack that moves all pixels pays for many that cross no threshold. An image of grey levels
 * stays one.
 */
final class OutputsView extends AttackerView {
  /** Images that are searched for at a time. */
  private static final int TOGETHER = 32;

  private final NetworkClassifier model;
  private final Classifier outputs;

  OutputsView(NetworkClassifier model, int draws) {
    super(model.attacked(GradientWay.OUTPUTS, draws));
    this.model = model;
    outputs = model.behindFront(draws);
  }

  @Override
  Optional<float[]> attack(
      Attack attack,
      ObservedClassifier observed,
      AttackBatch batch,
      float[] epsilons,
      AttackResults results) {
    attack.attack(observed, batch, epsilons, new Nearer(observed, batch, results));
    return observed.startingGradient();
  }

  /** Passes on what an attack finds, the nearest images after the search. */
  private final class Nearer implements AttackResults {
    private final ObservedClassifier observed;
    private final AttackBatch batch;
    private final AttackResults results;

    Nearer(ObservedClassifier observed, AttackBatch batch, AttackResults results) {
      this.observed = observed;
      this.batch = batch;
      this.results = results;
    }

    @Override
    public void propose(int epsilonIndex, float[] found, boolean[] reused) {
      results.propose(epsilonIndex, found, reused);
    }

    @Override
    public void queries(int epsilonIndex, int[] queries) {
      results.queries(epsilonIndex, queries);
    }

    @Override
    public void foundBy(int epsilonIndex, String[] parts) {
      results.foundBy(epsilonIndex, parts);
    }

    @Override
    public void proposeNearest(float[] found) {
      boolean[] reached = batch.reached(observed.logits(found, batch.count()), observed);
      int[] adversarial = IntStream.range(0, reached.length).filter(i -> reached[i]).toArray();
      if (adversarial.length > 0) {
        int size = batch.size();
        AttackBatch some = batch.select(adversarial);
        Rows.scatter(nearer(some, Rows.gather(found, adversarial, size)), found, adversarial, size);
      }
      results.proposeNearest(found);
    }

    private float[] nearer(AttackBatch some, float[] found) {
      int size = some.size();
      boolean steps = model.frontMap() == ValueMap.STEPS;
      float[] pixels = steps ? wayBack(some, found) : found;
      float[] reached = model.front(pixels, some.count());
      float[] clean = model.front(some.pixels(), some.count());
      OutputMoves.Table table = new OutputMoves.Table(model::front, size);
      float[] nearest = new float[pixels.length];
      Rendezvous.run(
          observed.counting(outputs),
          some.count(),
          TOGETHER,
          (i, shared) -> {
            AttackBatch one = some.select(new int[] {i});
            OutputMoves moves = new OutputMoves(table, one.pixels(), part(clean, i, size));
            OutputSearch search =
                new OutputSearch(shared, one, moves, part(pixels, i, size), part(reached, i, size));
            System.arraycopy(search.nearest(), 0, nearest, i * size, size);
          });
      return steps ? wayBack(some, nearest) : nearest;
    }

    /**
     * The nearest pixels of the same outputs; the nearest grey levels for images of grey levels.
     */
    private float[] wayBack(AttackBatch some, float[] found) {
      int size = some.size();
      OutputBox box = new OutputBox(model::front, some.pixels(), size, 1);
      float[] wanted = box.through(found);
      float[] nearest = box.nearestPixels(wanted);
      float[] levels = box.pixels(wanted);
      for (int i = 0; i < some.count(); i++) {
        float[] image = part(found, i, size);
        if (Arrays.equals(image, GreyLevels.nearest(image))) {
          System.arraycopy(levels, i * size, nearest, i * size, size);
        }
      }
      return nearest;
    }
  }

  private static float[] part(float[] images, int image, int size) {
    return Rows.gather(images, new int[] {image}, size);
  }
}
