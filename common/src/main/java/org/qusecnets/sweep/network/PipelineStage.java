package org.qusecnets.sweep.network;

import org.qusecnets.sweep.recipe.GradientWay;

/** A stage of an {@link InputPipeline}, on batches. */
interface PipelineStage extends AutoCloseable {
  /**
   * What it makes of images, valid until the next call; it leaves the images as they are.
   *
   * @param count number of images, at most the capacity
   * @param seeds of each image's random numbers; null if nothing is random
   */
  float[] forward(float[] images, int count, long[] seeds);

  /**
   * The gradient with respect to what the last {@link #forward} took, valid until the next call.
   *
   * @param gradient with respect to what it gave; not needed afterwards
   * @param way how it goes back
   */
  float[] backward(float[] gradient, int count, GradientWay way);

  @Override
  default void close() {
    // Most hold nothing outside the heap.
  }
}
