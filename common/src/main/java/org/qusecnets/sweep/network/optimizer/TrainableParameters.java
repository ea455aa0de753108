package org.qusecnets.sweep.network.optimizer;

/**
 * Values that training changes, and the gradient of the loss with respect to them.
 *
 * @param values the values
 * @param gradient as long as the values
 * @param kind whether weight decay is meant for them
 */
public record TrainableParameters(float[] values, float[] gradient, Kind kind) {
  /** What values are, as far as optimizers tell them apart. */
  public enum Kind {
    /** Kernels of convolutions and matrices, which weight decay makes smaller. */
    WEIGHTS,
    /** Biases, thresholds and all else, which it leaves alone. */
    OTHER
  }

  /** So many zeros, which are no weights. */
  public TrainableParameters(int size) {
    this(new float[size], new float[size], Kind.OTHER);
  }

  /** So many weights, all zero. */
  public static TrainableParameters weights(int size) {
    return new TrainableParameters(new float[size], new float[size], Kind.WEIGHTS);
  }

  /** Whether every value is a finite number. */
  public boolean isFinite() {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
