package org.qusecnets.sweep.network.layer;

import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;
import org.qusecnets.sweep.recipe.GradientPath;

/** A layer at work on batches. */
public interface LayerStage extends AutoCloseable {
  /** What is asked of {@link #backward}. */
  enum Wanted {
    /** The gradient with respect to what the layer took. */
    INPUT,
    /** Those with respect to its parameters. */
    PARAMETERS,
    /** Both. */
    BOTH;

    /** Whether that of the input is. */
    public boolean input() {
      return this != PARAMETERS;
    }

    /** Whether those of parameters are. */
    public boolean parameters() {
      return this != INPUT;
    }

    /** What is asked of the layers behind one of which this is. */
    Wanted behind() {
      return this == PARAMETERS ? BOTH : this;
    }
  }

  /**
   * What it makes of {@code count} images, valid until the next call; it may be the values that it
   * took, changed.
   */
  float[] forward(float[] values, int count, Pass pass);

  /**
   * The gradient with respect to what the last {@link #forward} took, valid until the next call, if
   * it is wanted; those of its parameters are where these are.
   *
   * @param gradient with respect to what it made; not needed afterwards
   * @param path how it goes back; exact in training
   */
  float[] backward(float[] gradient, int count, GradientPath path, Wanted wanted);

  /** Number of values that it makes of an image. */
  int outputSize();

  /** Whether it changes the values that it takes. */
  default boolean changesInput() {
    return false;
  }

  /** Its parameters but for thresholds, always in the same order. */
  default Stream<TrainableParameters> weights() {
    return Stream.empty();
  }

  /** The thresholds of quantized activations. */
  default Stream<TrainableParameters> thresholds() {
    return Stream.empty();
  }

  /** Makes changed parameters take effect. */
  default void parametersChanged() {}

  /** Takes its parameters from a DL4J network's table. */
  default void load(Map<String, INDArray> parameters) {}

  /** Gives its parameters to a DL4J network's table. */
  default void store(Map<String, INDArray> parameters) {}

  /**
   * Whether what an image gives is the same, to the bit, in batches of so many images, both of them
   * multiples of 16.
   */
  default boolean sumsAlike(int count, int other) {
    return true;
  }

  /** The stages that it is made of; itself where it is made of none. */
  default Stream<LayerStage> all() {
    return Stream.of(this);
  }

  @Override
  default void close() {
    // Most hold nothing outside the heap.
  }
}
