package org.qusecnets.sweep.network;

import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.GradientWay;

/** Turns a batch from one order into the other ({@link BatchLayout}). */
final class LayoutStage implements PipelineStage {
  private final BatchLayout layout;
  private final Order target;
  private final float[] values;
  private final float[] gradients;

  /** An order of a batch. */
  enum Order {
    /** Rows of images [channels, height, width]. */
    ROWS,
    /** [height, channels, width, images]. */
    ENGINE
  }

  /**
   * A stage.
   *
   * @param target the order that it turns batches into; they come in the other one
   * @param capacity the most images of a batch
   */
  LayoutStage(Order target, ImageShape shape, int capacity) {
    this.target = target;
    layout = new BatchLayout(shape);
    values = new float[capacity * shape.size()];
    gradients = new float[capacity * shape.size()];
  }

  @Override
  public float[] forward(float[] images, int count, long[] seeds) {
    return turn(target, images, values, count);
  }

  @Override
  public float[] backward(float[] gradient, int count, GradientWay way) {
    return turn(target == Order.ROWS ? Order.ENGINE : Order.ROWS, gradient, gradients, count);
  }

  private float[] turn(Order into, float[] batch, float[] turned, int count) {
    if (into == Order.ENGINE) {
      layout.gather(batch, turned, count);
    } else {
      layout.scatter(batch, turned, count);
    }
    return turned;
  }
}
