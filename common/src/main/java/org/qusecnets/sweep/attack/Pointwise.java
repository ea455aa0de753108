package org.qusecnets.sweep.attack;

import java.util.Arrays;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * The pointwise attack (Schott et al. 2018, Section 4): from salt-and-pepper noise that is
 * adversarial it sets value after value back to the clean one where the image stays adversarial,
 * until none can be; in L2 it then brings every value as near to the clean one as it can. It needs
 * predictions only.
 *
 * @see <a href="https://arxiv.org/abs/1805.09190">Schott, Rauber, Bethge, Brendel 2018, Section
 *     4</a>
 */
record Pointwise(
    @Option(says = "The norm that the attack makes small.", key = "norm", otherwise = "l0")
        Distance distance,
    @Option(
            says = "Number of strengths of noise that are tried to begin with.",
            otherwise = "100",
            from = 1,
            to = 10_000)
        int noiseLevels,
    @Option(
            says = "Halvings of the distance of a value in L2.",
            otherwise = "10",
            from = 1,
            to = 100)
        int searchSteps,
    @Option(says = SearchEnd.SAYS, otherwise = "boundary", where = "norm = l2", absent = "boundary")
        SearchEnd end)
    implements Attack {
  static final String TYPE = "pointwise";

  /** What it makes small. */
  enum Distance {
    L0,
    L2
  }

  Pointwise {
    Ranges.check(Pointwise.class, distance, noiseLevels, searchSteps, end);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Access access() {
    return Access.LABELS;
  }

  @Override
  public Norm norm() {
    return distance == Distance.L0 ? Norm.L0 : Norm.L2;
  }

  @Override
  public boolean epsilonsAreIndependent() {
    return true;
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    // Two rounds over half of the values.
    double near = distance == Distance.L2 ? searchSteps * shape.size() / 10.0 : 0;
    return new QueryBudget(0, noiseLevels + shape.size() + near + end.inferences());
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    Decisions decisions = new Decisions(classifier, batch, norm(), epsilons, Decisions.NO_BUDGET);
    Search search = new Search(decisions, batch);
    int[] adversarial = NoiseStart.saltAndPepper(decisions, batch, search.images, noiseLevels);
    search.setBack(adversarial);
    if (distance == Distance.L2) {
      search.bringNear(adversarial);
    }
    decisions.propose(end.of(classifier, batch, search.images), proposals);
  }

  private final class Search {
    private final Decisions decisions;
    private final AttackBatch batch;
    private final int size;
    private final float[] images;

    Search(Decisions decisions, AttackBatch batch) {
      this.decisions = decisions;
      this.batch = batch;
      size = batch.size();
      images = batch.pixels().clone();
    }

    /** Goes round the changed values until a whole round sets none back. */
    void setBack(int[] adversarial) {
      int[] open = adversarial;
      for (int round = 0; open.length > 0; round++) {
        boolean[] changed = new boolean[open.length];
        int[][] candidates = candidates(open, round);
        int longest = Arrays.stream(candidates).mapToInt(c -> c.length).max().orElse(0);
        for (int turn = 0; turn < longest; turn++) {
          int now = turn;
          int[] movers =
              Arrays.stream(Rows.all(open.length))
                  .filter(i -> now < candidates[i].length)
                  .toArray();
          int[] rows = new int[movers.length];
          float[] before = new float[movers.length];
          for (int m = 0; m < movers.length; m++) {
            rows[m] = open[movers[m]];
            int value = rows[m] * size + candidates[movers[m]][turn];
            before[m] = images[value];
            images[value] = batch.pixels()[value];
          }
          boolean[] still = adversarial(rows);
          for (int m = 0; m < movers.length; m++) {
            if (still[m]) {
              changed[movers[m]] = true;
            } else {
              int value = rows[m] * size + candidates[movers[m]][turn];
              images[value] = before[m];
            }
          }
        }
        boolean[] done = new boolean[open.length];
        for (int i = 0; i < done.length; i++) {
          done[i] = !changed[i];
        }
        open = Rows.without(open, done);
      }
    }

    /** Halves the way of each changed value to the clean one as long as the image stays so. */
    void bringNear(int[] adversarial) {
      int[][] candidates = candidates(adversarial, -1);
      int longest = Arrays.stream(candidates).mapToInt(c -> c.length).max().orElse(0);
      for (int turn = 0; turn < longest; turn++) {
        int now = turn;
        int[] movers =
            Arrays.stream(Rows.all(adversarial.length))
                .filter(i -> now < candidates[i].length)
                .toArray();
        int[] rows = Arrays.stream(movers).map(m -> adversarial[m]).toArray();
        float[] near = new float[movers.length];
        float[] far = new float[movers.length];
        for (int m = 0; m < movers.length; m++) {
          int value = rows[m] * size + candidates[movers[m]][turn];
          near[m] = batch.pixels()[value];
          far[m] = images[value];
        }
        for (int step = 0; step < searchSteps; step++) {
          for (int m = 0; m < movers.length; m++) {
            images[rows[m] * size + candidates[movers[m]][turn]] = (near[m] + far[m]) / 2;
          }
          boolean[] still = adversarial(rows);
          for (int m = 0; m < movers.length; m++) {
            float middle = (near[m] + far[m]) / 2;
            if (still[m]) {
              far[m] = middle;
            } else {
              near[m] = middle;
            }
          }
        }
        for (int m = 0; m < movers.length; m++) {
          images[rows[m] * size + candidates[movers[m]][turn]] = far[m];
        }
      }
    }

    /** The changed values of some images, each image's in an order of its own. */
    private int[][] candidates(int[] rows, int round) {
      int[][] candidates = new int[rows.length][];
      for (int i = 0; i < rows.length; i++) {
        int from = rows[i] * size;
        candidates[i] =
            Arrays.stream(Shuffle.of(size, batch.random(rows[i], noiseLevels + 2L + round)))
                .filter(v -> images[from + v] != batch.pixels()[from + v])
                .toArray();
      }
      return candidates;
    }

    private boolean[] adversarial(int[] rows) {
      return decisions.ask(rows, Rows.gather(images, rows, size));
    }
  }
}
