package org.example.sweep;

import org.qusecnets.sweep.attack.Access;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.attack.AttackResults;
import org.qusecnets.sweep.attack.norm.Gradients;
import org.qusecnets.sweep.attack.Losses;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.attack.QueryBudget;
import org.qusecnets.sweep.attack.Rows;
import org.qusecnets.sweep.attack.Target;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * The momentum iterative method (Dong et al. 2018, Algorithm 1): gradients, each divided by its L1
 * norm, add up to a velocity, and the image moves along the velocity's sign, in as many steps of
 * epsilon divided by their number. An image that is adversarial stays where it is.
 *
 * @see <a href="https://arxiv.org/abs/1710.06081">Dong et al. 2018</a>
 */
record MomentumIterative(
    @Option(says = Target.SAYS, otherwise = "none") Target target,
    @Option(
            says = "Number of steps.",
            otherwise = "10",
            from = 1,
            to = 10_000,
            source = "Dong et al. 2018")
        int iterations,
    @Option(
            says = "Share of the velocity that is kept from step to step.",
            otherwise = "1",
            from = 0,
            to = 1,
            source = "Dong et al. 2018")
        double decay,
    @Option(says = "What the steps raise.", otherwise = "cross-entropy") Losses loss)
    implements Attack {
  static final String TYPE = "momentum";

  MomentumIterative {
    Ranges.check(MomentumIterative.class, target, iterations, decay, loss);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Access access() {
    return Access.GRADIENTS;
  }

  @Override
  public Norm norm() {
    return Norm.LINF;
  }

  @Override
  public boolean isForRandomModels() {
    return true;
  }

  @Override
  public boolean epsilonsAreIndependent() {
    return true;
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    return new QueryBudget((double) iterations * epsilons, 0);
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults results) {
    for (int e = 0; e < epsilons.length; e++) {
      results.propose(e, moved(classifier, batch, epsilons[e]));
    }
  }

  private float[] moved(Classifier classifier, AttackBatch batch, float epsilon) {
    int size = batch.size();
    float[] images = batch.pixels().clone();
    float[] velocity = new float[images.length];
    int[] active = Rows.all(batch.count());
    for (int step = 0; step < iterations && active.length > 0; step++) {
      AttackBatch moving = batch.select(active);
      Classifier.Gradient answer =
          classifier.gradient(
              Rows.gather(images, active, size),
              active.length,
              loss.of(moving, classifier.classes()));
      boolean[] reached = moving.reached(answer.logits(), classifier);
      for (int a = 0; a < active.length; a++) {
        if (!reached[a]) {
          accelerate(velocity, active[a] * size, answer.gradient(), a * size, size);
          move(images, batch.pixels(), velocity, active[a] * size, size, epsilon);
        }
      }
      active = Rows.without(active, reached);
    }
    return images;
  }

  private void accelerate(float[] velocity, int to, float[] gradient, int from, int size) {
    double norm = 0;
    for (int i = 0; i < size; i++) {
      norm += Math.abs(Gradients.finite(gradient[from + i]));
    }
    for (int i = 0; i < size; i++) {
      double share = norm == 0 ? 0 : Gradients.finite(gradient[from + i]) / norm;
      velocity[to + i] = (float) (decay * velocity[to + i] + share);
    }
  }

  private void move(
      float[] images, float[] clean, float[] velocity, int from, int size, float epsilon) {
    for (int i = from; i < from + size; i++) {
      float moved = images[i] + epsilon / iterations * Gradients.sign(velocity[i]);
      float low = Math.max(0, clean[i] - epsilon);
      float high = Math.min(1, clean[i] + epsilon);
      images[i] = Math.min(high, Math.max(low, moved));
    }
  }
}
