package org.qusecnets.sweep.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.UserException;

class Cifar10Test {
  @TempDir Path dataDir;

  private final Map<String, byte[]> files = TinyPhotographs.files();
  private Cifar10 photographs;
  private Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    photographs = TinyPhotographs.definition(name -> List.of());
    directory = Files.createDirectories(dataDir.resolve("photographs-files"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(directory.resolve(file.getKey()), file.getValue());
    }
  }

  @Test
  void batchesFollowEachOther() {
    Dataset dataset = photographs.load(dataDir);
    assertThat(dataset.train().size()).isEqualTo(10);
    assertThat(dataset.test().size()).isEqualTo(2);
    byte[] third = files.get("data_batch_3.bin");
    assertThat(dataset.train().label(5)).isEqualTo(third[3073]);
    assertThat(dataset.train().pixelBytes(5)).isEqualTo(Arrays.copyOfRange(third, 3074, 2 * 3073));
    byte[] test = files.get("test_batch.bin");
    assertThat(dataset.test().label(0)).isEqualTo(test[0]);
    assertThat(dataset.test().pixelBytes(0)).isEqualTo(Arrays.copyOfRange(test, 1, 3073));
    assertThat(dataset.sha256()).hasSize(6);
  }

  @Test
  void labelBeyondTheClassesIsANamedError() throws IOException {
    Path batch = directory.resolve("data_batch_5.bin");
    byte[] content = files.get("data_batch_5.bin");
    content[3073] = 10;
    Files.write(batch, content);
    assertThatThrownBy(() -> photographs.load(dataDir))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot load photographs: "
                + batch
                + " is damaged: the label of image 1 is 10, expected 0 to 9;"
                + " run `sweep data fetch photographs --data-dir "
                + dataDir
                + "`");
  }

  @Test
  void missingBatchIsANamedError() throws IOException {
    Files.delete(directory.resolve("test_batch.bin"));
    assertThatThrownBy(() -> photographs.load(dataDir))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there is no " + directory.resolve("test_batch.bin"));
  }
}
