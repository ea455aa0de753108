package org.qusecnets.sweep.dataset;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/** A dataset like CIFAR-10 with two images a batch. */
final class TinyPhotographs {
  static final int BATCH_SIZE = 2;
  static final String ARCHIVE = "tiny-photographs.tar.gz";
  private static final int RECORD_SIZE = 3073;

  private TinyPhotographs() {}

  /** The contents of its files by name, random but always the same. */
  static Map<String, byte[]> files() {
    Random random = new Random(1);
    Map<String, byte[]> files = new TreeMap<>();
    for (int batch = 1; batch <= 6; batch++) {
      byte[] content = new byte[BATCH_SIZE * RECORD_SIZE];
      random.nextBytes(content);
      for (int i = 0; i < BATCH_SIZE; i++) {
        content[i * RECORD_SIZE] = (byte) random.nextInt(10);
      }
      files.put(batch == 6 ? "test_batch.bin" : "data_batch_" + batch + ".bin", content);
    }
    return files;
  }

  static byte[] archive(Map<String, byte[]> files) throws IOException {
    return Compressed.gzip(Compressed.tar("cifar-10-batches-bin", files));
  }

  /** The dataset, downloaded from the given places. */
  static Cifar10 definition(Function<String, List<URI>> urls) throws IOException {
    List<ContentFile> contents =
        files().entrySet().stream()
            .map(file -> TinyDigits.content(file.getKey(), file.getValue()))
            .toList();
    Archive archive = TinyDigits.archive(ARCHIVE, archive(files()), urls, contents);
    return new Cifar10(TinyDigits.entry("photographs", List.of(archive)), BATCH_SIZE);
  }
}
