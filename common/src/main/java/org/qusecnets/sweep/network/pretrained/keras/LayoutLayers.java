package org.qusecnets.sweep.network.pretrained.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** What moves values, or hands them on as they are. */
final class LayoutLayers {
  private static final String PADDING = "padding";

  /** What changes values in training only. */
  private static final List<String> OF_TRAINING =
      List.of(
          "Dropout",
          "SpatialDropout2D",
          "AlphaDropout",
          "GaussianDropout",
          "GaussianNoise",
          "ActivityRegularization",
          "Identity",
          "RandomFlip",
          "RandomRotation",
          "RandomTranslation",
          "RandomZoom",
          "RandomContrast");

  private LayoutLayers() {}

  /** By their classes. */
  static Map<String, LayerTranslation> all() {
    Map<String, LayerTranslation> all = new HashMap<>();
    OF_TRAINING.forEach(type -> all.put(type, LayoutLayers::handedOn));
    all.put("Flatten", LayoutLayers::flattened);
    all.put("Reshape", LayoutLayers::reshaped);
    all.put("Permute", LayoutLayers::permuted);
    all.put("ZeroPadding2D", LayoutLayers::padded);
    return all;
  }

  private static KerasTensor handedOn(LayerCall call) throws UnreadableNetwork {
    call.layer().ignoreAll();
    return call.input();
  }

  /** Keras puts channels last before it flattens. */
  private static KerasTensor flattened(LayerCall call) throws UnreadableNetwork {
    KerasTensor input = call.input();
    boolean isTurned = call.isChannelsFirst() && input.rank() == 4;
    return call.flattened(isTurned ? call.channelsLast(input) : input);
  }

  private static KerasTensor reshaped(LayerCall call) throws UnreadableNetwork {
    int[] sides = call.layer().integers("target_shape").orElse(new int[0]);
    long[] all = new long[sides.length + 1];
    for (int i = 0; i < sides.length; i++) {
      all[i + 1] = sides[i];
    }
    return new KerasTensor(
        call.node("Reshape", call.input().value(), call.graph().integers(all)), all.length);
  }

  private static KerasTensor permuted(LayerCall call) throws UnreadableNetwork {
    int[] sides = call.layer().integers("dims").orElse(new int[0]);
    long[] order = new long[sides.length + 1];
    for (int i = 0; i < sides.length; i++) {
      order[i + 1] = sides[i];
    }
    if (order.length != call.input().rank()) {
      throw call.layer().strange("dims");
    }
    return call.transposed(call.input(), order);
  }

  private static KerasTensor padded(LayerCall call) throws UnreadableNetwork {
    KerasTensor images = call.images();
    Optional<JsonNode> written = call.layer().option(PADDING);
    long[] around = new long[8];
    int rows = call.isChannelsFirst() ? 2 : 1;
    for (int axis = 0; axis < 2; axis++) {
      for (int end = 0; end < 2; end++) {
        JsonNode zeros =
            written.orElseThrow(() -> call.layer().strange(PADDING)).path(axis).path(end);
        if (!zeros.isInt() || zeros.asInt() < 0) {
          throw call.layer().strange(PADDING);
        }
        around[rows + axis + 4 * end] = zeros.asInt();
      }
    }
    return call.then(images, "Pad", call.graph().integers(around));
  }
}
