package org.qusecnets.sweep.network.pretrained.keras;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** JSON of bounded length and depth. */
final class JsonText {
  private static final int MOST_BYTES = 8 << 20;
  private static final int DEEPEST = 200;
  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
              .build());

  private JsonText() {}

  /**
   * What a text says.
   *
   * @throws UnreadableNetwork if it is no object of JSON, or a larger or deeper one than models are
   */
  static JsonNode read(byte[] text) throws UnreadableNetwork {
    if (text.length > MOST_BYTES) {
      throw new UnreadableNetwork(
          "has a configuration of %,d bytes, more than %,d".formatted(text.length, MOST_BYTES),
          "build a network of fewer layers");
    }
    JsonNode root;
    try {
      root = MAPPER.readTree(text);
    } catch (IOException e) {
      throw damaged();
    }
    if (root == null || !root.isObject()) {
      throw damaged();
    }
    return root;
  }

  private static UnreadableNetwork damaged() {
    return new UnreadableNetwork(
        "has a damaged configuration", "save it again with model.save, and copy all of it");
  }
}
