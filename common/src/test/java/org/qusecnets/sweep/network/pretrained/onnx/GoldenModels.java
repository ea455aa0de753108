package org.qusecnets.sweep.network.pretrained.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.qusecnets.sweep.network.GoldenArrays;

/** Models that other programs wrote. */
final class GoldenModels {
  static final String FOLDER = "/pretrained/onnx/";

  private GoldenModels() {}

  /** What they make of images, by their names, which are those of the files. */
  static Map<String, float[]> logits() {
    return GoldenArrays.read(FOLDER + "logits.npz");
  }

  /** One by its name. */
  static byte[] bytes(String name) throws IOException {
    try (InputStream file = GoldenModels.class.getResourceAsStream(FOLDER + name + ".onnx")) {
      return file.readAllBytes();
    }
  }
}
