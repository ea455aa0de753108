package org.qusecnets.sweep.network.pretrained.keras;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qusecnets.sweep.network.onnx.graph.OnnxGraph;
import org.qusecnets.sweep.network.onnx.graph.OnnxGraph.Attributes;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.keras.KerasModel.CalledLayer;
import org.qusecnets.sweep.network.pretrained.keras.KerasModel.Reference;

/** Says a model as an ONNX graph. */
final class ModelTranslation {
  private static final int OPERATOR_SET = 20;

  /** The first version of the format that has the operator set. */
  private static final int FORMAT = 9;

  private static final int MOST_CALLS = 5000;
  private static final String IMAGES = "images";
  private static final String LOGITS = "logits";

  private final OnnxGraph graph = new OnnxGraph();
  private final Map<LayerConfig, LayerArrays> arrays = new HashMap<>();
  private final Set<String> paths = new HashSet<>();
  private final Map<LayerConfig, StoredWeights> inside = new HashMap<>();
  private int calls;

  private ModelTranslation() {}

  /**
   * The graph of a model, from images of [N, channels, rows, columns], or from other values with
   * the axes they have, to what the model makes.
   *
   * @throws UnreadableNetwork if it is not of layers that are known
   */
  static byte[] of(KerasModel model, StoredWeights weights) throws UnreadableNetwork {
    ModelTranslation translation = new ModelTranslation();
    KerasTensor made = translation.made(model, weights, translation.input(model));
    translation.graph.rename(made.value(), LOGITS);
    translation.graph.output(LOGITS);
    return translation.graph.bytes(
        UnreadableNetwork.shown(model.config().name()), OPERATOR_SET, FORMAT);
  }

  private KerasTensor input(KerasModel model) throws UnreadableNetwork {
    int[] sides =
        model
            .sides()
            .orElseThrow(
                () ->
                    new UnreadableNetwork(
                        "does not say the shape of its images",
                        "build the model with an Input, and save it again"));
    if (sides.length != 3 || model.isChannelsFirst()) {
      graph.input(IMAGES, sides);
      return new KerasTensor(IMAGES, sides.length + 1);
    }
    graph.input(IMAGES, sides[2], sides[0], sides[1]);
    return new KerasTensor(
        graph.node("Transpose", new Attributes().integers("perm", LayerCall.TO_LAST), IMAGES), 4);
  }

  /** What a model makes of a value: the output's call, with all that it needs made before it. */
  private KerasTensor made(KerasModel model, StoredWeights weights, KerasTensor input)
      throws UnreadableNetwork {
    Map<Reference, KerasTensor> made = new HashMap<>(Map.of(model.input(), input));
    Set<Reference> begun = new HashSet<>();
    Deque<Reference> open = new ArrayDeque<>(List.of(model.output()));
    checkInput(model);
    while (!made.containsKey(model.output())) {
      Reference next = open.peek();
      CalledLayer layer = model.layers().get(next.layer());
      List<Reference> missing = new ArrayList<>(layer.calls().get(next.call()));
      List<KerasTensor> taken = new ArrayList<>();
      for (Reference reference : missing) {
        taken.add(made.get(reference));
      }
      missing.removeIf(made::containsKey);
      if (missing.isEmpty()) {
        open.remove();
        if (!made.containsKey(next)) {
          made.put(next, called(layer, weights, taken));
        }
      } else if (begun.add(next)) {
        missing.forEach(open::push);
      } else {
        throw layer.config().unreadable("that takes what it makes", "save the model again");
      }
    }
    return made.get(model.output());
  }

  private static void checkInput(KerasModel model) throws UnreadableNetwork {
    CalledLayer input = model.layers().get(model.input().layer());
    if (input != null) {
      input.config().ignore("sparse", "ragged");
      input.config().checkAllRead();
    }
  }

  private KerasTensor called(CalledLayer layer, StoredWeights weights, List<KerasTensor> taken)
      throws UnreadableNetwork {
    LayerConfig config = layer.config();
    calls++;
    if (calls > MOST_CALLS) {
      throw config.unreadable(
          "behind %,d others".formatted(MOST_CALLS), "build a network of fewer layers");
    }
    if (!arrays.containsKey(config)) {
      arrays.put(config, new LayerArrays(config, weights, graph));
      if (!paths.add(config.path())) {
        throw config.unreadable("twice", "give each layer a name of its own");
      }
    }
    LayerCall call = new LayerCall(config, taken, arrays.get(config), graph);
    if (layer.model().isPresent()) {
      KerasModel model = layer.model().get();
      if (!inside.containsKey(config)) {
        inside.put(config, weights.inside(config, model));
      }
      return made(model, inside.get(config), call.input());
    }
    KerasTensor made = LayerTranslations.of(config).apply(call);
    config.checkAllRead();
    return made;
  }
}
