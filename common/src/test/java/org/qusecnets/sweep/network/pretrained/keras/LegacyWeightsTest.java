package org.qusecnets.sweep.network.pretrained.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.keras.hdf5.Hdf5Group;

class LegacyWeightsTest {
  private static LayerConfig layer(String name) throws UnreadableNetwork {
    ObjectNode layer = JsonNodeFactory.instance.objectNode().put("class_name", "Dense");
    layer.putObject("config").put("name", name);
    return LayerConfig.of(layer, "");
  }

  private static LegacyWeights weights() throws IOException {
    return new LegacyWeights(Hdf5Group.root(SavedModel.bytes("arrays.h5")));
  }

  /** As Keras 2 allows it in names: the group is one in another. */
  @Test
  void layersMayHaveASlashInTheirNames() throws IOException {
    assertThat(weights().of(layer("first/second"), List.of("kernel", "bias")))
        .extracting(array -> array.values()[0])
        .containsExactly(1f, 2f);
  }

  @Test
  void layersWithOtherArraysAreNamed() throws IOException {
    LegacyWeights weights = weights();

    assertThatThrownBy(() -> weights.of(layer("none"), List.of("kernel")))
        .hasMessage(
            "has the layer none (Dense) with 0 arrays, where it has kernel; save the whole model"
                + " again with model.save");
    assertThatThrownBy(() -> weights.of(layer("first/second"), List.of("kernel", "gamma")))
        .hasMessage(
            "has the layer first/second (Dense) without its array gamma; save the whole model again"
                + " with model.save");
  }

  /** Each of two groups is the one that they are in. */
  @Test
  void groupsThatGoInCirclesEnd() throws IOException {
    LegacyWeights weights = weights();

    assertThatThrownBy(() -> weights.of(layer("circle"), List.of("kernel")))
        .isInstanceOf(UnreadableNetwork.class);
  }
}
