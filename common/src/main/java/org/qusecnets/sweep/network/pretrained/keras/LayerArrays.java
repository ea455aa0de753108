package org.qusecnets.sweep.network.pretrained.keras;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.qusecnets.sweep.network.onnx.graph.OnnxGraph;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.keras.hdf5.Hdf5Array;

/** The weights of a layer, each of which is once in a graph, however often the layer is called. */
final class LayerArrays {
  private final LayerConfig layer;
  private final StoredWeights stored;
  private final OnnxGraph graph;
  private final Map<String, Hdf5Array> arrays = new HashMap<>();
  private final Map<String, String> constants = new HashMap<>();

  /**
   * Those of a layer.
   *
   * @param stored where they are
   * @param graph where they come
   */
  LayerArrays(LayerConfig layer, StoredWeights stored, OnnxGraph graph) {
    this.layer = layer;
    this.stored = stored;
    this.graph = graph;
  }

  /**
   * Reads all.
   *
   * @param names all that the layer has, in the order in which it makes them
   * @throws UnreadableNetwork if the file has others
   */
  void read(List<String> names) throws UnreadableNetwork {
    if (arrays.isEmpty()) {
      List<Hdf5Array> read = stored.of(layer, names);
      for (int i = 0; i < names.size(); i++) {
        arrays.put(names.get(i), read.get(i));
      }
    }
  }

  /** One that has been read. */
  Hdf5Array array(String name) {
    return arrays.get(name);
  }

  /**
   * One that has been read, in the graph.
   *
   * @param sides what its sides must be, -1 where anything may
   */
  String constant(String name, int... sides) throws UnreadableNetwork {
    return constant(name, UnaryOperator.identity(), sides);
  }

  /** The same in another order. */
  String constant(String name, UnaryOperator<Hdf5Array> order, int... sides)
      throws UnreadableNetwork {
    Hdf5Array array = arrays.get(name);
    boolean fits =
        array.dims().length == sides.length
            && IntStream.range(0, sides.length)
                .allMatch(i -> sides[i] < 0 || sides[i] == array.dims()[i]);
    if (!fits) {
      throw layer.unreadable(
          "whose %s has the sides %s".formatted(name, Arrays.toString(array.dims())),
          StoredWeights.AGAIN);
    }
    return constants.computeIfAbsent(name, key -> made(key, order.apply(array)));
  }

  /** Numbers that are no weights, in the graph. */
  String constant(String name, Hdf5Array array) {
    return constants.computeIfAbsent(name, key -> made(key, array));
  }

  private String made(String name, Hdf5Array array) {
    return graph.floats(
        layer.path() + "/" + name,
        IntStream.of(array.dims()).asLongStream().toArray(),
        array.values());
  }
}
