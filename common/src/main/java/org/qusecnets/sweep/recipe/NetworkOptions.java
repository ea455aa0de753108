package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Declared;
import org.qusecnets.sweep.options.Option;

/** The network behind the defense. */
public record NetworkOptions(
    @Option(says = "The network's layers.", otherwise = "paper-cnn") Architecture architecture,
    @Option(says = "How the weights are drawn.", otherwise = "cleverhans-v3")
        Initialization initialization)
    implements Declared, Serializable {
  /** The options of the {@code network} section. */
  public static final Declaration<NetworkOptions> DECLARATION =
      Declaration.of(NetworkOptions.class);

  /** How weights are drawn; biases start at 0. */
  public enum Initialization {
    /** CleverHans v3: normal with standard deviation 1 / sqrt(fan-in). */
    CLEVERHANS_V3,
    /** CleverHans v2: standard normal, then each output unit's weights scaled to unit L2 norm. */
    CLEVERHANS_V2,
    /** He: normal with standard deviation sqrt(2 / fan-in). */
    HE,
    /** Glorot: uniform in +-sqrt(6 / (fan-in + fan-out)), the default of Keras. */
    GLOROT_UNIFORM
  }

  /** The paper's. */
  public static NetworkOptions defaults() {
    return DECLARATION.defaults();
  }
}
