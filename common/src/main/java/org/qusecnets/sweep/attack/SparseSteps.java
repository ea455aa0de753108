package org.qusecnets.sweep.attack;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.attack.norm.SparseAscent;

/**
 * In L1: steps of the ball's radius, in equal parts along the signs of the largest gradients. At a
 * check the share of the values that take part becomes two thirds of the share that the best point
 * so far has changed; where that point has become sparser than at the check before, steps are as
 * long as at first and go on from there, elsewhere they become shorter. There is no momentum.
 *
 * <p>The reference implementation (github.com fra31/auto-attack) also counts values as changed that
 * it has set back, where adding and subtracting the same number leaves a rounding error: its steps
 * spread over more values than meant. Where it is given a point it begins with the share that the
 * point tells, which is none for a clean image; here a clean image begins with the first share, as
 * random points do.
 *
 * @see <a href="https://arxiv.org/abs/2103.01208">Croce, Hein 2021, APGD in L1</a>
 */
final class SparseSteps implements AutoProjectedSteps {
  private static final float FIRST_SHARE = 0.2f;

  /** Of the values that the best point has changed, the others are left out of the next steps. */
  private static final float DENSER = 1.5f;

  /** What counts as sparser. */
  private static final double SPARSER = 0.95;

  private static final double SHORTER = 1.5;
  private static final double SHORTEST = 0.1;
  private static final double WINDOW = 0.04;

  private final AttackBatch batch;
  private final float epsilon;
  private final int iterations;
  private final int size;
  private final double[] step;
  private final float[] share;
  private final int[] changed;

  SparseSteps(AttackBatch batch, float epsilon, int iterations) {
    this.batch = batch;
    this.epsilon = epsilon;
    this.iterations = iterations;
    size = batch.size();
    step = new double[batch.count()];
    share = new float[batch.count()];
    changed = new int[batch.count()];
    Arrays.fill(step, epsilon);
    Arrays.fill(share, FIRST_SHARE);
    Arrays.fill(changed, size);
  }

  /** Noise that is much larger than the ball, projected: some tens of values of different sizes. */
  @Override
  public void leave(int image, SplittableRandom random, float[] images) {
    for (int i = image * size; i < (image + 1) * size; i++) {
      images[i] += (float) random.nextGaussian();
    }
    project(image, images);
  }

  @Override
  public void beginAt(int image, float[] images) {
    project(image, images);
    changed[image] = changed(image, images);
    share[image] = share(image);
  }

  @Override
  public void move(int image, float[] gradient, float[] images) {
    SparseAscent.add(step[image], share[image], gradient, image * size, size, images, image * size);
    project(image, images);
  }

  private void project(int image, float[] images) {
    Norm.L1.projectOne(epsilon, batch.pixels(), images, image * size, size);
  }

  @Override
  public void saw(int image, double loss) {
    // Only the points of the largest losses count.
  }

  @Override
  public int firstWindow() {
    return Math.max((int) (WINDOW * iterations), 1);
  }

  @Override
  public int nextWindow(int window) {
    return window;
  }

  @Override
  public boolean check(int image, int window, float[] best, double bestLoss) {
    int now = changed(image, best);
    boolean sparser = (double) now / changed[image] < SPARSER;
    changed[image] = now;
    share[image] = share(image);
    step[image] = sparser ? epsilon : Math.max(step[image] / SHORTER, SHORTEST * epsilon);
    return sparser;
  }

  /** In float32, as in the reference: a number of values that is rounded may be one more. */
  private float share(int image) {
    return (float) changed[image] / size / DENSER;
  }

  private int changed(int image, float[] images) {
    return (int) Math.round(size * Norm.L0.distance(batch.pixels(), images, image * size, size));
  }
}
