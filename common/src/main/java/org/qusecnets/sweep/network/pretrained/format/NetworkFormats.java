package org.qusecnets.sweep.network.pretrained.format;

import java.util.List;
import java.util.Optional;
import org.qusecnets.sweep.network.pretrained.NetworkFormat;
import org.qusecnets.sweep.network.pretrained.keras.KerasFormat;
import org.qusecnets.sweep.network.pretrained.onnx.OnnxFormat;

/** All formats of networks that were trained elsewhere. */
public final class NetworkFormats {
  private static final List<NetworkFormat> ALL = List.of(new OnnxFormat(), new KerasFormat());

  private NetworkFormats() {}

  /** All there are. */
  public static List<NetworkFormat> all() {
    return ALL;
  }

  /** Their names. */
  public static List<String> types() {
    return ALL.stream().map(NetworkFormat::type).toList();
  }

  /** That of a name, if there is one. */
  public static Optional<NetworkFormat> named(String type) {
    return ALL.stream().filter(format -> format.type().equals(type)).findFirst();
  }
}
