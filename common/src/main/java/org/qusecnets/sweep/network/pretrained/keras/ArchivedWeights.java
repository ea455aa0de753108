package org.qusecnets.sweep.network.pretrained.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.keras.KerasModel.CalledLayer;
import org.qusecnets.sweep.network.pretrained.keras.hdf5.Hdf5Array;
import org.qusecnets.sweep.network.pretrained.keras.hdf5.Hdf5Group;

/**
 * Weights in a {@code .keras} file: a group for each layer, named after its class and counted, with
 * numbered arrays.
 *
 * @param groups those of layers, by the layers' names
 */
record ArchivedWeights(Map<String, Hdf5Group> groups) implements StoredWeights {
  private static final String LAYERS = "layers";

  /** What the first versions of the format have in its place. */
  private static final String LAYERS_BEFORE = "_layer_checkpoint_dependencies";

  /**
   * Those of a model.
   *
   * @param group the model's
   */
  static ArchivedWeights of(KerasModel model, Hdf5Group group) throws UnreadableNetwork {
    Map<String, Hdf5Group> groups = new HashMap<>();
    Optional<Hdf5Group> layers = group.group(LAYERS);
    if (layers.isEmpty()) {
      layers = group.group(LAYERS_BEFORE);
    }
    if (layers.isPresent()) {
      Map<String, Integer> counts = new HashMap<>();
      for (CalledLayer layer : model.layers().values()) {
        LayerConfig config = layer.config();
        if (!config.isOperation()) {
          String kind = withUnderscores(config.type());
          int before = counts.merge(kind, 1, Integer::sum) - 1;
          Optional<Hdf5Group> own = layers.get().group(before == 0 ? kind : kind + "_" + before);
          own.ifPresent(found -> groups.put(config.name(), found));
        }
      }
    }
    return new ArchivedWeights(groups);
  }

  /** The name of a class as that of a variable: {@code separable_conv2d}. */
  static String withUnderscores(String type) {
    return type.replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  @Override
  public List<Hdf5Array> of(LayerConfig layer, List<String> names) throws UnreadableNetwork {
    Optional<Hdf5Group> group =
        groups.containsKey(layer.name())
            ? groups.get(layer.name()).group("vars")
            : Optional.empty();
    int count = group.isPresent() ? group.get().names().size() : 0;
    if (count != names.size()) {
      throw layer.unreadable(
          "with %d arrays, where it has %s".formatted(count, String.join(", ", names)), AGAIN);
    }
    List<Hdf5Array> arrays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Optional<Hdf5Array> array = group.get().array(String.valueOf(i));
      if (array.isEmpty()) {
        throw layer.unreadable("without its array %d".formatted(i), AGAIN);
      }
      arrays.add(array.get());
    }
    return arrays;
  }

  @Override
  public StoredWeights inside(LayerConfig layer, KerasModel model) throws UnreadableNetwork {
    Hdf5Group group = groups.get(layer.name());
    if (group == null) {
      return new ArchivedWeights(Map.of());
    }
    return of(model, group);
  }
}
