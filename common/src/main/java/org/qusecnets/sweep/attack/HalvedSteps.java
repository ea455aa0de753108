package org.qusecnets.sweep.attack;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.attack.norm.RandomStart;

/**
 * In L-infinity and L2: steps that cross the whole ball at first, with momentum, and are halved
 * where too few of them raise the loss.
 */
final class HalvedSteps implements AutoProjectedSteps {
  /** Of a step, how much is the gradient's; the rest is the way that was gone before. */
  private static final double MOMENTUM = 0.75;

  /** A window in which fewer steps than this share raise the loss ends with smaller steps. */
  private static final double ENOUGH_RISES = 0.75;

  private static final double FIRST_WINDOW = 0.22;
  private static final double SHORTEST_WINDOW = 0.06;
  private static final double SHORTER = 0.03;

  private final Norm norm;
  private final AttackBatch batch;
  private final float epsilon;
  private final int iterations;
  private final int size;
  private final float[] before;
  private final boolean[] moved;
  private final double[] step;

  /** The reference compares the first loss with a row of zeros. */
  private final double[] lastLoss;

  private final int[] rises;
  private final double[] bestAtCheck;
  private final boolean[] halved;

  HalvedSteps(Norm norm, AttackBatch batch, float epsilon, int iterations) {
    this.norm = norm;
    this.batch = batch;
    this.epsilon = epsilon;
    this.iterations = iterations;
    size = batch.size();
    before = new float[batch.pixels().length];
    moved = new boolean[batch.count()];
    step = new double[batch.count()];
    lastLoss = new double[batch.count()];
    rises = new int[batch.count()];
    bestAtCheck = new double[batch.count()];
    halved = new boolean[batch.count()];
    Arrays.fill(step, 2.0 * epsilon);
    Arrays.fill(halved, true);
  }

  @Override
  public void leave(int image, SplittableRandom random, float[] images) {
    RandomStart.add(norm, epsilon, random, images, image * size, size);
    project(image, images);
  }

  @Override
  public void beginAt(int image, float[] images) {
    project(image, images);
  }

  @Override
  public void move(int image, float[] gradient, float[] images) {
    double share = moved[image] ? MOMENTUM : 1;
    float[] former = Arrays.copyOfRange(images, image * size, (image + 1) * size);
    norm.ascend(step[image], gradient, image * size, size, images, image * size);
    project(image, images);
    for (int i = 0; i < size; i++) {
      int value = image * size + i;
      images[value] =
          (float)
              (former[i]
                  + share * (images[value] - former[i])
                  + (1 - share) * (former[i] - before[value]));
    }
    project(image, images);
    System.arraycopy(former, 0, before, image * size, size);
    moved[image] = true;
  }

  private void project(int image, float[] images) {
    norm.projectOne(epsilon, batch.pixels(), images, image * size, size);
  }

  @Override
  public void saw(int image, double loss) {
    rises[image] += loss > lastLoss[image] ? 1 : 0;
    lastLoss[image] = loss;
  }

  @Override
  public int firstWindow() {
    return steps(FIRST_WINDOW);
  }

  @Override
  public int nextWindow(int window) {
    return Math.max(window - steps(SHORTER), steps(SHORTEST_WINDOW));
  }

  private int steps(double share) {
    return Math.max((int) (share * iterations), 1);
  }

  @Override
  public boolean check(int image, int window, float[] best, double bestLoss) {
    boolean oscillates = rises[image] <= ENOUGH_RISES * window;
    boolean stands = !halved[image] && bestAtCheck[image] >= bestLoss;
    halved[image] = oscillates || stands;
    bestAtCheck[image] = bestLoss;
    rises[image] = 0;
    step[image] /= halved[image] ? 2 : 1;
    return halved[image];
  }
}
