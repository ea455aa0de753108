package org.qusecnets.sweep.network.pretrained.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.keras.KerasModel.CalledLayer;
import org.qusecnets.sweep.network.pretrained.keras.KerasModel.Reference;

/** Models whose layers follow one another. */
final class SequentialReading {
  private SequentialReading() {}

  /**
   * What a model says.
   *
   * @param within what is before the names of its layers
   * @param depth how many models it is in
   */
  static KerasModel read(JsonNode content, LayerConfig config, String within, int depth)
      throws UnreadableNetwork {
    Map<String, CalledLayer> layers = new LinkedHashMap<>();
    Reference input = new Reference("", 0);
    Reference last = input;
    for (JsonNode written : content.path("layers")) {
      LayerConfig layer = LayerConfig.of(written, within);
      CalledLayer called =
          new CalledLayer(
              layer,
              KerasModel.inside(written, layer, depth + 1),
              List.of(layer.type().equals(KerasModel.INPUT) ? List.of() : List.of(last)));
      if (layers.put(layer.name(), called) != null) {
        throw layer.unreadable("twice", "give each layer a name of its own");
      }
      last = new Reference(layer.name(), 0);
      if (called.isInput() && layers.size() > 1) {
        throw layer.unreadable("behind other layers", "build the model with it as the first");
      } else if (called.isInput()) {
        input = last;
      }
    }
    return new KerasModel(config, layers, input, last);
  }
}
