package org.qusecnets.sweep.attack;

import java.util.SplittableRandom;

/**
 * How {@link AutoProjectedRun} steps at one epsilon, image by image: it differs from norm to norm.
 */
interface AutoProjectedSteps {
  /** Moves an image to a random point of the ball. */
  void leave(int image, SplittableRandom random, float[] images);

  /** Brings an image into the ball and begins there. */
  void beginAt(int image, float[] images);

  /** Moves an image along its gradient. */
  void move(int image, float[] gradient, float[] images);

  /** Takes the loss of an image after a move. */
  void saw(int image, double loss);

  /** Number of steps until the first check of a run. */
  int firstWindow();

  /** Number of steps from a check to the next, by what it was before. */
  int nextWindow(int window);

  /**
   * Adapts the steps of an image at a check.
   *
   * @param window number of steps since the check before
   * @param best the points of the largest losses so far
   * @param bestLoss the loss there
   * @return whether the image goes on from that point
   */
  boolean check(int image, int window, float[] best, double bestLoss);
}
