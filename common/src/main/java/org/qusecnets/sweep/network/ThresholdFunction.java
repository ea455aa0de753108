package org.qusecnets.sweep.network;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A function of a batch of values that has thresholds, in the precision of its arguments.
 * Thresholds are [thresholds of a cell, cells].
 */
interface ThresholdFunction {
  /** Number of thresholds of one cell. */
  int thresholds();

  /** Number of cells that have thresholds of their own. */
  int cells();

  /** Where threshold {@code k} of every cell, counted from 0, starts. */
  double initialThreshold(int k);

  /** The quantized values, shaped like the inputs. */
  INDArray quantize(INDArray inputs, INDArray thresholds);

  /**
   * Gradients of a loss with respect to inputs and thresholds, or what stands in for them, from its
   * gradient with respect to the quantized values.
   *
   * @param inputs what was quantized
   * @param thresholds the thresholds
   * @param gradient gradient with respect to the result, shaped like the inputs
   */
  Gradients backward(INDArray inputs, INDArray thresholds, INDArray gradient);

  /**
   * The two gradients.
   *
   * @param inputs shaped like the inputs
   * @param thresholds shaped like the thresholds, or null where they are constant
   */
  record Gradients(INDArray inputs, INDArray thresholds) {}
}
