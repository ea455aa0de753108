package org.qusecnets.sweep.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Draws the {@code mnist-sample} that comes with the program from the full MNIST. */
final class MnistSampleGenerator {
  private MnistSampleGenerator() {}

  /** The uncompressed IDX files of the sample by name. */
  static Map<String, byte[]> draw(Path dataDir) {
    Dataset full = Datasets.named("mnist").load(dataDir);
    DatasetDefinition sample = Datasets.named("mnist-sample");
    Map<String, byte[]> files = new TreeMap<>();
    put(files, "train", full.train(), sample.trainSize());
    put(files, "t10k", full.test(), sample.testSize());
    return files;
  }

  private static void put(Map<String, byte[]> files, String prefix, ImageSet full, int count) {
    ImageSet drawn = full.select(StratifiedSample.indices(full, count));
    files.put(prefix + "-images-idx3-ubyte", IdxBytes.images(drawn));
    files.put(prefix + "-labels-idx1-ubyte", IdxBytes.labels(drawn));
  }

  /**
   * Writes the compressed files, without time stamps.
   *
   * @param arguments the data folder with the full MNIST, and the folder to write into
   */
  public static void main(String[] arguments) throws IOException {
    Path target = Files.createDirectories(Path.of(arguments[1]));
    for (Map.Entry<String, byte[]> file : draw(Path.of(arguments[0])).entrySet()) {
      Path path = target.resolve(file.getKey() + ".gz");
      try (OutputStream gzip = new BestGzip(Files.newOutputStream(path))) {
        gzip.write(file.getValue());
      }
    }
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(9);
    }
  }
}
