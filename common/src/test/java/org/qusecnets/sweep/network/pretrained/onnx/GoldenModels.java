package org.qusecnets.sweep.network.pretrained.onnx;

import java.io.IOException;
import java.io.InputStream;

/** Models that other programs wrote. */
final class GoldenModels {
  static final String FOLDER = "/pretrained/onnx/";

  private GoldenModels() {}

  /** One by its name. */
  static byte[] bytes(String name) throws IOException {
    try (InputStream file = GoldenModels.class.getResourceAsStream(FOLDER + name + ".onnx")) {
      return file.readAllBytes();
    }
  }
}
