package org.qusecnets.sweep.network.pretrained.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.keras.hdf5.Hdf5Array;
import org.qusecnets.sweep.network.pretrained.keras.hdf5.Hdf5Group;

/**
 * Weights in an {@code .h5} file: a group for each layer of the model, named after it, with all
 * arrays in it, those of the layers of a layer included. An array has the name of its layer before
 * its own.
 *
 * @param layers the group of all layers
 */
record LegacyWeights(Hdf5Group layers) implements StoredWeights {
  private static final int DEEPEST = 32;

  /** What Keras 2 calls what has another name in Keras 3. */
  private static final Map<String, String> BEFORE = Map.of("kernel", "depthwise_kernel");

  /**
   * An array that has not been read.
   *
   * @param path the names of the groups that it is in, each with a slash behind it
   */
  private record Stored(String path, Hdf5Group group, String name) {
    boolean isCalled(String wanted) {
      // In Keras 2 a number follows it.
      String plain = name.replaceFirst(":\\d+$", "");
      return plain.equals(wanted) || plain.equals(BEFORE.get(wanted));
    }
  }

  @Override
  public List<Hdf5Array> of(LayerConfig layer, List<String> names) throws UnreadableNetwork {
    return chosen(layer, names, all(layer));
  }

  @Override
  public StoredWeights inside(LayerConfig layer, KerasModel model) throws UnreadableNetwork {
    return new Inside(all(layer));
  }

  /** Weights of the layers of a layer, all in its group. */
  private record Inside(List<Stored> all) implements StoredWeights {
    @Override
    public List<Hdf5Array> of(LayerConfig layer, List<String> names) throws UnreadableNetwork {
      String own = "/" + layer.name() + "/";
      return chosen(
          layer, names, all.stream().filter(stored -> stored.path().endsWith(own)).toList());
    }

    @Override
    public StoredWeights inside(LayerConfig layer, KerasModel model) {
      String own = "/" + layer.name() + "/";
      List<Stored> named = all.stream().filter(stored -> stored.path().contains(own)).toList();
      // What was made by itself before it became a layer has not the layer's name.
      return named.isEmpty() ? this : new Inside(named);
    }
  }

  private List<Stored> all(LayerConfig layer) throws UnreadableNetwork {
    Optional<Hdf5Group> group = Optional.of(layers);
    for (String part : layer.name().split("/", -1)) {
      group = group.isPresent() ? group.get().group(part) : group;
    }
    List<Stored> all = new ArrayList<>();
    if (group.isPresent()) {
      collect(layer, group.get(), "/", all, 0);
    }
    return all;
  }

  private static void collect(
      LayerConfig layer, Hdf5Group group, String path, List<Stored> all, int depth)
      throws UnreadableNetwork {
    if (depth > DEEPEST) {
      throw layer.unreadable("with groups in groups, more than %d deep".formatted(DEEPEST), AGAIN);
    }
    for (String name : group.names()) {
      Optional<Hdf5Group> inside = group.group(name);
      if (inside.isPresent()) {
        collect(layer, inside.get(), path + name + "/", all, depth + 1);
      } else {
        all.add(new Stored(path, group, name));
      }
    }
  }

  private static List<Hdf5Array> chosen(LayerConfig layer, List<String> names, List<Stored> all)
      throws UnreadableNetwork {
    if (all.size() != names.size()) {
      throw layer.unreadable(
          "with %d arrays, where it has %s".formatted(all.size(), String.join(", ", names)), AGAIN);
    }
    List<Hdf5Array> arrays = new ArrayList<>();
    for (String name : names) {
      List<Stored> called = all.stream().filter(stored -> stored.isCalled(name)).toList();
      Optional<Hdf5Array> array =
          called.size() == 1 ? called.get(0).group().array(called.get(0).name()) : Optional.empty();
      if (array.isEmpty()) {
        throw layer.unreadable("without its array " + name, AGAIN);
      }
      arrays.add(array.get());
    }
    return arrays;
  }
}
