package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.options.Options;

/**
 * The network behind the defense.
 *
 * @param architecture its layers
 * @param initialization how its weights are drawn
 */
public record NetworkOptions(Architecture architecture, Initialization initialization)
    implements Serializable {

  /** A network's layers. */
  public enum Architecture {
    /**
     * The paper's CNN (CleverHans {@code ModelBasicCNN}): Conv 8x8/2 SAME 64, Conv 6x6/2 VALID 128,
     * Conv 5x5 VALID 128, Dense; ReLU between.
     */
    PAPER_CNN,
    /**
     * The substitute of CleverHans' black-box tutorial ({@code ModelSubstitute}): Dense 200, Dense
     * 200, Dense; ReLU between.
     */
    MLP_200_200
  }

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
    return new NetworkOptions(Architecture.PAPER_CNN, Initialization.CLEVERHANS_V3);
  }

  /** Reads the {@code network} section. */
  public static NetworkOptions read(Options options) {
    return read(options, defaults());
  }

  /** Reads the same keys with other defaults. */
  static NetworkOptions read(Options options, NetworkOptions defaults) {
    return new NetworkOptions(
        options.choice("architecture", defaults.architecture),
        options.choice("initialization", defaults.initialization));
  }

  /** All parameters by their configuration keys. */
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("architecture", Options.nameOf(architecture));
    parameters.put("initialization", Options.nameOf(initialization));
    return parameters;
  }
}
