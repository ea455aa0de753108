package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Declared;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.layer.LayerList;
import org.qusecnets.sweep.recipe.layer.NetworkLayer;
import org.qusecnets.sweep.recipe.layer.NetworkLayers;

/** The network behind the defense. */
public record NetworkOptions(
    @Option(
            says = "The network's layers, by the name of one that there is.",
            otherwise = "paper-cnn")
        Architecture architecture,
    @Option(says = "How the weights are drawn.", otherwise = "cleverhans-v3")
        Initialization initialization)
    implements Declared, Serializable {
  /** The key of layers of one's own, beside those of the options. */
  public static final String LAYERS = "layers";

  private static final String ARCHITECTURE = "architecture";
  private static final String NAME = "name";
  private static final String INITIALIZATION = "initialization";

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

  /**
   * Those of {@link #parameters}.
   *
   * @throws InvalidOption if they are none
   */
  public static NetworkOptions read(Map<String, Object> parameters) {
    Map<String, Object> scalars = new LinkedHashMap<>(parameters);
    if (!(scalars.remove(LAYERS) instanceof List<?> written)) {
      return DECLARATION.read(Options.of(scalars));
    }
    String name = String.valueOf(scalars.remove(ARCHITECTURE));
    NetworkLayers.Layers layers = NetworkLayers.read(written);
    if (!layers.problems().isEmpty()) {
      throw new InvalidOption(LAYERS, layers.problems().get(0).message());
    }
    Architecture own = Architecture.own(name, layers.layers());
    Optional<PretrainedWeights> weights = PretrainedWeights.read(parameters);
    if (weights.isPresent()) {
      return defaults().with(own.with(weights.get()));
    }
    return DECLARATION.read(Options.of(scalars)).with(own);
  }

  /** The same of another architecture. */
  public NetworkOptions with(Architecture other) {
    return new NetworkOptions(other, initialization);
  }

  /** The same network to be trained from weights that are drawn. */
  NetworkOptions untrained() {
    return with(architecture.untrained());
  }

  /**
   * All its options, its layers among them if they are its own, without those that {@linkplain
   * LayerList#computing compute nothing}, and in place of what draws its weights the file that has
   * them.
   */
  @Override
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>(inOrder());
    if (!architecture.isKnown()) {
      List<Object> layers =
          LayerList.computing(architecture.hidden()).stream().map(NetworkLayer::written).toList();
      parameters.put(LAYERS, layers);
    }
    architecture
        .pretrained()
        .ifPresent(
            weights -> {
              parameters.remove(INITIALIZATION);
              parameters.putAll(weights.parameters());
            });
    return parameters;
  }

  /** As an entry of a configuration's networks, with all its options. */
  public SortedMap<String, Object> written() {
    SortedMap<String, Object> written = parameters();
    written.put(NAME, written.remove(ARCHITECTURE));
    architecture
        .pretrained()
        .ifPresent(
            weights -> {
              written.remove(LAYERS);
              written.putAll(weights.written());
            });
    return written;
  }
}
