package org.qusecnets.sweep.dataset.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.qusecnets.sweep.network.GoldenArrays;

/** What {@code golden_pictures.py} writes. */
final class GoldenPictures {
  private static final Map<String, float[]> ARRAYS = GoldenArrays.read("/golden/pictures.npz");

  private GoldenPictures() {}

  static byte[] bytes(String name) {
    return GoldenArrays.bytes(ARRAYS.get(name));
  }

  static Picture colour() {
    try {
      return PictureFile.decode(bytes("colour-png.file"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path folder, String name) {
    try {
      return Files.write(folder.resolve(name), bytes(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
