package org.qusecnets.sweep.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledIfEnvironmentVariable(
    named = "SWEEP_DATA_DIR",
    matches = ".+",
    disabledReason = "SWEEP_DATA_DIR names no folder with the full datasets")
class FullDatasetsTest {
  private final Path dataDir = Path.of(System.getenv("SWEEP_DATA_DIR"));

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "cifar10"})
  void publishedFilesLoadAndVerify(String name) {
    DatasetDefinition definition = Datasets.named(name);
    Dataset dataset = definition.load(dataDir);
    assertThat(dataset.train().size()).isEqualTo(definition.trainSize());
    assertThat(dataset.test().size()).isEqualTo(definition.testSize());
    assertThat(definition.verify(dataDir))
        .allSatisfy(report -> assertThat(report.state()).isEqualTo(FileReport.State.OK));
    int[] counts = new int[10];
    for (int i = 0; i < dataset.train().size(); i++) {
      counts[dataset.train().label(i)]++;
    }
    assertThat(Arrays.stream(counts).boxed())
        .allSatisfy(c -> assertThat(c).isBetween(5_000, 7_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cifar100", "emnist-letters", "fashion-mnist", "kmnist", "svhn"})
  void othersLoadWhereTheyAre(String name) {
    DatasetDefinition definition = Datasets.named(name);
    assumeThat(definition.verify(dataDir))
        .as("all of its files are in the folder")
        .noneMatch(report -> report.state() == FileReport.State.MISSING);

    Dataset dataset = definition.load(dataDir);

    for (ImageSet images : List.of(dataset.train(), dataset.test())) {
      for (int c = 0; c < definition.classes(); c++) {
        int label = c;
        long count =
            IntStream.range(0, images.size()).filter(i -> images.label(i) == label).count();
        assertThat(count).as("class %d", c).isGreaterThan(images.size() / definition.classes() / 3);
      }
    }
  }
}
