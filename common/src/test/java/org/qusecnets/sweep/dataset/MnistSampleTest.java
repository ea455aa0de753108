package org.qusecnets.sweep.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.Sha256;

class MnistSampleTest {
  /** How many images of each digit the full MNIST has. */
  private static final int[] FULL_TRAIN = {
    5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949
  };

  private static final int[] FULL_TEST = {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009};

  private static Dataset sample;

  @TempDir Path emptyDataDir;

  @BeforeAll
  static void load(@TempDir Path emptyDataDir) {
    sample = Datasets.named("mnist-sample").load(emptyDataDir);
  }

  @Test
  void digitsHaveTheirSharesOfTheFullSets() {
    assertThat(sample.train().size()).isEqualTo(10_000);
    assertThat(sample.test().size()).isEqualTo(2_000);
    assertShares(sample.train(), FULL_TRAIN);
    assertShares(sample.test(), FULL_TEST);
  }

  @Test
  void labelsFitTheImages() {
    // Written digits: a one takes the least ink, a zero the most.
    for (ImageSet set : new ImageSet[] {sample.train(), sample.test()}) {
      double[] ink = inkPerDigit(set);
      for (int digit = 0; digit < 10; digit++) {
        assertThat(ink[digit]).isBetween(ink[1], ink[0]);
      }
      assertThat(ink[0]).isGreaterThan(2 * ink[1]);
    }
  }

  @Test
  void everyFileVerifies() {
    assertThat(Datasets.named("mnist-sample").verify(emptyDataDir))
        .hasSize(4)
        .allSatisfy(report -> assertThat(report.state()).isEqualTo(FileReport.State.OK));
  }

  @Test
  void storedFilesAreThoseOfTheManifestWithoutTimeStamps() throws IOException {
    for (Archive archive : Datasets.named("mnist-sample").manifest().archives()) {
      try (InputStream resource =
          MnistSample.class.getResourceAsStream("mnist-sample/" + archive.name())) {
        byte[] stored = resource.readAllBytes();
        assertThat(stored).hasSize((int) archive.bytes());
        assertThat(Sha256.of(stored)).isEqualTo(archive.sha256());
        assertThat(stored).startsWith(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0});
      }
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(
      named = "SWEEP_DATA_DIR",
      matches = ".+",
      disabledReason = "SWEEP_DATA_DIR names no folder with the full MNIST")
  void sampleIsWhatTheRuleDrawsFromFullMnist() {
    Map<String, byte[]> drawn = MnistSampleGenerator.draw(Path.of(System.getenv("SWEEP_DATA_DIR")));
    assertThat(drawn.get("train-images-idx3-ubyte")).isEqualTo(IdxBytes.images(sample.train()));
    assertThat(drawn.get("train-labels-idx1-ubyte")).isEqualTo(IdxBytes.labels(sample.train()));
    assertThat(drawn.get("t10k-images-idx3-ubyte")).isEqualTo(IdxBytes.images(sample.test()));
    assertThat(drawn.get("t10k-labels-idx1-ubyte")).isEqualTo(IdxBytes.labels(sample.test()));
  }

  private static void assertShares(ImageSet set, int[] full) {
    int[] counts = new int[10];
    for (int i = 0; i < set.size(); i++) {
      counts[set.label(i)]++;
    }
    double total = Arrays.stream(full).sum();
    for (int digit = 0; digit < 10; digit++) {
      double share = set.size() * full[digit] / total;
      assertThat((double) counts[digit]).isBetween(Math.floor(share), Math.ceil(share));
    }
  }

  private static double[] inkPerDigit(ImageSet set) {
    double[] ink = new double[10];
    int[] counts = new int[10];
    for (int i = 0; i < set.size(); i++) {
      counts[set.label(i)]++;
      for (int position = 0; position < set.shape().size(); position++) {
        ink[set.label(i)] += set.pixel(i, position);
      }
    }
    for (int digit = 0; digit < 10; digit++) {
      ink[digit] /= counts[digit];
    }
    return ink;
  }
}
