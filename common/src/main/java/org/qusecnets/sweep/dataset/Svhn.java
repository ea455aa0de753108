package org.qusecnets.sweep.dataset;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/**
 * Street View House Numbers, cropped: 32 x 32 colour photographs of digits. Its files are MATLAB's,
 * with images in {@code X} of [rows, columns, channels, images] and labels in {@code y}, of which
 * 10 is the digit 0.
 */
final class Svhn extends DatasetDefinition {
  private static final int CLASSES = 10;

  Svhn() {
    this(Manifest.entry("svhn"), new ImageShape(3, 32, 32), 73_257, 26_032);
  }

  Svhn(ManifestEntry manifest, ImageShape shape, int trainSize, int testSize) {
    super(manifest, shape, CLASSES, trainSize, testSize);
  }

  @Override
  ImageSet train(DatasetFiles files) {
    return read(files, "train_32x32.mat", trainSize());
  }

  @Override
  ImageSet test(DatasetFiles files) {
    return read(files, "test_32x32.mat", testSize());
  }

  private ImageSet read(DatasetFiles files, String name, int count) {
    return files.read(name, content -> parse(content, count));
  }

  private ImageSet parse(byte[] content, int count) throws DamagedFile {
    Map<String, MatFile.Array> arrays;
    try {
      arrays = MatFile.read(content);
    } catch (DamagedFile e) {
      throw e;
    } catch (IOException e) {
      throw new DamagedFile("it cannot be unpacked: " + e.getMessage());
    }
    byte[] labels = values(arrays, "y", count, 1);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = labels[i] == CLASSES ? 0 : labels[i];
    }
    DamagedFile.checkLabels(labels, CLASSES);
    byte[] stored =
        values(arrays, "X", shape().height(), shape().width(), shape().channels(), count);
    byte[] pixels = new byte[stored.length];
    int height = shape().height();
    int width = shape().width();
    int plane = height * width;
    for (int i = 0; i < stored.length; i++) {
      int row = i % height;
      int column = i / height % width;
      pixels[i / plane * plane + row * width + column] = stored[i];
    }
    return new ImageSet(shape(), CLASSES, pixels, labels);
  }

  private static byte[] values(Map<String, MatFile.Array> arrays, String name, int... sides)
      throws DamagedFile {
    MatFile.Array array = arrays.get(name);
    int size = Arrays.stream(sides).reduce(1, Math::multiplyExact);
    if (array == null || !Arrays.equals(array.sides(), sides) || array.values().length != size) {
      throw new DamagedFile(
          "its array "
              + name
              + " has "
              + (array == null ? "no bytes" : "the sides " + Arrays.toString(array.sides()))
              + ", expected "
              + Arrays.toString(sides));
    }
    return array.values();
  }
}
