package org.qusecnets.sweep.attack;

import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * Random single pixels made black or white, one after another, until one changes the prediction
 * (Narodytska and Kasiviswanathan 2016, Algorithm 1: RandAdv). It needs predictions only.
 *
 * @see <a href="https://arxiv.org/abs/1612.06299">Narodytska, Kasiviswanathan 2016, Algorithm 1</a>
 */
record SinglePixel(
    @Option(says = Target.SAYS, otherwise = "none") Target target,
    @Option(
            says = "Most pixels that are tried.",
            otherwise = "100",
            from = 1,
            source = "AdverTorch")
        int pixels)
    implements Attack {
  static final String TYPE = "single-pixel";

  SinglePixel {
    Ranges.check(SinglePixel.class, target, pixels);
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
    return Norm.L0;
  }

  @Override
  public boolean epsilonsAreIndependent() {
    return true;
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    return new QueryBudget(0, 2.0 * Math.min(pixels, shape.height() * shape.width()));
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    ImageShape shape = classifier.shape();
    int plane = shape.height() * shape.width();
    int[][] orders = new int[batch.count()][];
    for (int i = 0; i < orders.length; i++) {
      orders[i] = Shuffle.of(plane, batch.random(i, 0));
    }
    Decisions decisions = new Decisions(classifier, batch, norm(), epsilons, Decisions.NO_BUDGET);
    int[] active = Rows.all(batch.count());
    for (int turn = 0; turn < Math.min(pixels, plane) && active.length > 0; turn++) {
      for (float value : new float[] {0, 1}) {
        float[] tried = Rows.gather(batch.pixels(), active, batch.size());
        for (int a = 0; a < active.length; a++) {
          for (int channel = 0; channel < shape.channels(); channel++) {
            tried[a * batch.size() + channel * plane + orders[active[a]][turn]] = value;
          }
        }
        active = Rows.without(active, decisions.ask(active, tried));
        if (active.length == 0) {
          break;
        }
      }
    }
    decisions.propose(decisions.nearest(), proposals);
  }
}
