package org.qusecnets.sweep.attack;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * The boundary attack (Brendel et al. 2018, Algorithm 1): a random walk from noise along the
 * boundary, each step at random on the sphere around the clean image and then towards it, kept if
 * the image stays adversarial. The lengths of both adapt to how often that is. It needs predictions
 * only. In the paper and in Foolbox it is an attack in L2, and there is no other here.
 *
 * <p>Constants are Foolbox's. There all images of a batch take the same random directions; here
 * each has its own. No step is longer than the way to the clean image, so that none goes past it
 * where everything is adversarial.
 *
 * @see <a href="https://arxiv.org/abs/1712.04248">Brendel, Rauber, Bethge 2018, Algorithm 1</a>
 */
record Boundary(
    @Option(
            says = "Predictions of an image that may be asked for.",
            otherwise = "25000",
            from = 1,
            to = 1_000_000,
            source = "Foolbox, as steps")
        int queries,
    @Option(
            says = "First length of steps on the sphere, as a share of its radius.",
            otherwise = "0.01",
            above = 0,
            to = 1,
            source = "Foolbox")
        double sphericalStep,
    @Option(
            says = "First length of steps towards the clean image, as a share of the way there.",
            otherwise = "0.01",
            above = 0,
            to = 1,
            source = "Foolbox")
        double sourceStep,
    @Option(says = NoiseStart.SAYS, otherwise = "blended-noise") NoiseStart start,
    @Option(says = SearchEnd.SAYS, otherwise = "boundary") SearchEnd end)
    implements Attack {
  static final String TYPE = "boundary";

  /** Both steps adapt by this factor. */
  private static final double ADAPTATION = 1.5;

  /** Where a step towards the clean image is shorter, the search has converged. */
  private static final double CONVERGED = 1e-7;

  /** Every so many steps the point on the sphere is asked for as well. */
  private static final int LOOKS = 10;

  Boundary {
    Ranges.check(Boundary.class, queries, sphericalStep, sourceStep, start, end);
    end.checkBudget(queries);
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
    return Norm.L2;
  }

  @Override
  public boolean epsilonsAreIndependent() {
    return true;
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    return new QueryBudget(0, queries);
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    Decisions decisions =
        new Decisions(classifier, batch, norm(), epsilons, queries - end.inferences());
    new Walk(decisions, batch).run();
    decisions.propose(end.of(classifier, batch, decisions.nearest()), proposals);
  }

  private final class Walk {
    private final Decisions decisions;
    private final AttackBatch batch;
    private final int size;
    private final float[] images;
    private final SplittableRandom[] random;
    private final double[] spherical;
    private final double[] source;
    private final Successes[] onSphere;
    private final Successes[] ofSteps;

    Walk(Decisions decisions, AttackBatch batch) {
      this.decisions = decisions;
      this.batch = batch;
      size = batch.size();
      images = batch.pixels().clone();
      random = new SplittableRandom[batch.count()];
      spherical = new double[batch.count()];
      source = new double[batch.count()];
      onSphere = new Successes[batch.count()];
      ofSteps = new Successes[batch.count()];
    }

    void run() {
      int[] open = start.find(decisions, batch, images);
      for (int image : open) {
        random[image] = batch.random(image, Long.MAX_VALUE);
        spherical[image] = sphericalStep;
        source[image] = sourceStep;
        onSphere[image] = new Successes(100, 0.2, 0.5);
        ofSteps[image] = new Successes(30, 0.1, 0.25);
      }
      open = going(open);
      for (int step = 1; open.length > 0; step++) {
        step(open, step % LOOKS == 0);
        open = going(open);
      }
    }

    private int[] going(int[] open) {
      return Arrays.stream(decisions.withLeft(open))
          .filter(image -> source[image] >= CONVERGED)
          .filter(image -> distance(images, image, image) > 0)
          .toArray();
    }

    private void step(int[] open, boolean look) {
      float[] onto = Rows.gather(images, open, size);
      for (int i = 0; i < open.length; i++) {
        turn(open[i], onto, i * size);
      }
      float[] nearer = onto.clone();
      for (int i = 0; i < open.length; i++) {
        approach(open[i], nearer, i * size);
      }
      boolean[] reached = decisions.ask(open, nearer);
      for (int i = 0; i < open.length; i++) {
        if (reached[i] && distance(nearer, i, open[i]) < distance(images, open[i], open[i])) {
          System.arraycopy(nearer, i * size, images, open[i] * size, size);
        }
      }
      if (look) {
        look(open, onto, reached);
      }
    }

    private double distance(float[] from, int row, int image) {
      double square = 0;
      for (int v = 0; v < size; v++) {
        double change = (double) from[row * size + v] - batch.pixels()[image * size + v];
        square += change * change;
      }
      return Math.sqrt(square);
    }

    /** A step at right angles to the way to the clean image, brought back onto the sphere. */
    private void turn(int image, float[] onto, int at) {
      double[] way = new double[size];
      double[] side = new double[size];
      double square = 0;
      double along = 0;
      for (int v = 0; v < size; v++) {
        way[v] = (double) batch.pixels()[image * size + v] - onto[at + v];
        side[v] = random[image].nextGaussian();
        square += way[v] * way[v];
        along += way[v] * side[v];
      }
      double length = 0;
      for (int v = 0; v < size; v++) {
        side[v] -= along / square * way[v];
        length += side[v] * side[v];
      }
      double scale = length == 0 ? 0 : spherical[image] * Math.sqrt(square / length);
      double radius = Math.sqrt(1 + spherical[image] * spherical[image]);
      for (int v = 0; v < size; v++) {
        double moved = batch.pixels()[image * size + v] + (scale * side[v] - way[v]) / radius;
        onto[at + v] = (float) Math.min(1, Math.max(0, moved));
      }
    }

    /** A step towards the clean image, longer by what the point is off the sphere. */
    private void approach(int image, float[] moved, int at) {
      double radius = distance(images, image, image);
      double now = distance(moved, at / size, image);
      double share = now == 0 ? 0 : (source[image] * radius + now - radius) / now;
      share = Math.min(1, Math.max(0, share));
      for (int v = 0; v < size; v++) {
        moved[at + v] += (float) (share * (batch.pixels()[image * size + v] - moved[at + v]));
      }
    }

    private void look(int[] open, float[] onto, boolean[] reached) {
      boolean[] answered = new boolean[batch.count()];
      boolean[] stepped = new boolean[batch.count()];
      Rows.mark(stepped, open, reached);
      int[] able = decisions.withLeft(open);
      if (able.length == 0) {
        return;
      }
      boolean[] unable = new boolean[open.length];
      for (int i = 0; i < open.length; i++) {
        unable[i] = decisions.left(open[i]) == 0;
      }
      float[] asked = Rows.gather(onto, Rows.without(Rows.all(open.length), unable), size);
      Rows.mark(answered, able, decisions.ask(able, asked));
      for (int image : able) {
        adapt(image, answered[image], stepped[image]);
      }
    }

    private void adapt(int image, boolean answered, boolean stepped) {
      double both = onSphere[image].factor(answered);
      spherical[image] = Math.min(1, spherical[image] * both);
      source[image] = Math.min(1, source[image] * both * ofSteps[image].factor(stepped));
    }
  }

  /** How many of the last attempts succeeded, and what that means for the length of steps. */
  private static final class Successes {
    private final boolean[] last;
    private final double few;
    private final double many;
    private int count;

    Successes(int length, double few, double many) {
      last = new boolean[length];
      this.few = few;
      this.many = many;
    }

    /** Notes an attempt; begins anew where a length is to change. */
    double factor(boolean success) {
      last[count % last.length] = success;
      count++;
      if (count < last.length) {
        return 1;
      }
      int successes = 0;
      for (boolean one : last) {
        successes += one ? 1 : 0;
      }
      double share = (double) successes / last.length;
      if (share >= few && share <= many) {
        return 1;
      }
      count = 0;
      return share > many ? ADAPTATION : 1 / ADAPTATION;
    }
  }
}
