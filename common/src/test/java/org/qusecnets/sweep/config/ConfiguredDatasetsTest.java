package org.qusecnets.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.dataset.format.ReadProgress;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.DatasetOptions;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;

/** Datasets that a configuration describes. */
class ConfiguredDatasetsTest {
  private static final String OTHERS =
      """
      defenses = [{ type = none }]
      network.architecture = mlp-200-200
      attacks = [{ type = fgsm, epsilons = [0.1] }]
      seeds = [1]
      """;
  private static final String SIGNS =
      "name = signs, format = image-folder, path = \"data/all\", test-share = 0.25";

  @TempDir private Path folder;

  @BeforeEach
  void writeImages() throws IOException {
    write(folder.resolve("data/all"), 0);
  }

  /** Twelve images of three classes. */
  private static void write(Path images, int first) throws IOException {
    for (int i = 0; i < 12; i++) {
      Path file = images.resolve(List.of("go", "no entry", "stop").get(i % 3) + "/" + i + ".pgm");
      Files.createDirectories(file.getParent());
      String text = "P2 4 3 255" + " %d".formatted(first + i).repeat(12);
      Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private SweepConfiguration read(String datasets, String... others) {
    return read(folder, datasets, others);
  }

  private static SweepConfiguration read(Path folder, String datasets, String... others) {
    Path file =
        Configurations.write(
            folder,
            "own.conf",
            "datasets = [" + datasets + "]\n" + OTHERS + String.join("\n", others));
    return ConfigurationReader.read(file, List.of(), Configurations.CATALOG);
  }

  private void assertProblem(String datasets, String... problems) {
    assertThatThrownBy(() -> read(datasets))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(problems)
        .hasMessageContaining("own.conf:1: ");
  }

  @Test
  void whatIsDescribedIsReadAndHasItsSizes() {
    DatasetOptions signs = read("{ " + SIGNS + " }").datasets().get(0);

    assertThat(signs.name()).isEqualTo("signs");
    assertThat(signs.shape()).isEqualTo(new ImageShape(1, 3, 4));
    assertThat(signs.description().classNames()).containsExactly("go", "no entry", "stop");
    assertThat(signs.trainImages()).isEqualTo(9);
    assertThat(signs.testImages()).isEqualTo(3);
    assertThat(signs.description().content()).hasSize(64);
  }

  @Test
  void countsAreAnAxisAndTheSizeIsOneValue() {
    SweepConfiguration sweep =
        read(
            "{ "
                + SIGNS
                + ", size = [6, 8], channels = 3, train-images = [3, 6], test-images = 2 },"
                + " { name = mnist, train-images = 100 }");

    assertThat(sweep.datasets())
        .extracting(DatasetOptions::name, DatasetOptions::trainImages)
        .containsExactly(tuple("signs", 3), tuple("signs", 6), tuple("mnist", 100));
    assertThat(sweep.datasets().get(0).shape()).isEqualTo(new ImageShape(3, 6, 8));
  }

  @Test
  void theEffectiveConfigurationReadsBackAnywhere(@TempDir Path elsewhere) {
    SweepConfiguration sweep = read("{ " + SIGNS + ", size = [6, 8] }");
    Path file = Configurations.write(elsewhere, "effective.conf", sweep.effective());

    SweepConfiguration again = ConfigurationReader.read(file, List.of(), Configurations.CATALOG);

    assertThat(again).isEqualTo(sweep);
    assertThat(again.effective())
        .isEqualTo(sweep.effective())
        .contains(sweep.datasets().get(0).description().content());
  }

  @Test
  void idsAreThoseOfTheContentWhereverItLies(@TempDir Path elsewhere) throws IOException {
    List<String> here = ids(read("{ " + SIGNS + " }"));
    write(elsewhere.resolve("data/all"), 0);
    List<String> copied = ids(read(elsewhere, "{ " + SIGNS + " }"));
    write(elsewhere.resolve("data/all"), 100);
    List<String> changed = ids(read(elsewhere, "{ " + SIGNS + " }"));
    List<String> divided = ids(read(elsewhere, "{ " + SIGNS.replace("0.25", "0.5") + " }"));

    assertThat(copied).isEqualTo(here);
    assertThat(changed).doesNotContainAnyElementsOf(here);
    assertThat(divided).doesNotContainAnyElementsOf(changed);
  }

  private static List<String> ids(SweepConfiguration sweep) {
    return Grid.of(sweep).cells().stream().map(Cell::id).toList();
  }

  @Test
  void partsShareWhatIsDescribedOnceAndClaimsNameIt() {
    ConfiguredDatasets datasets = new ConfiguredDatasets(Configurations.CATALOG, ReadProgress.NONE);
    Path file =
        Configurations.write(
            folder,
            "own.conf",
            OTHERS
                + "parts = [{ datasets = [{ "
                + SIGNS
                + " }] }, { datasets = [{ name = signs, test-images = 1 }], seeds = [2] }]\n"
                + "claims = [{ id = c, claim = x, source = y, compare = at-most, limit = 50,"
                + " of = { dataset = signs, epsilon = 0.1 } }]");

    SweepConfiguration sweep = ConfigurationReader.read(file, List.of(), datasets);

    assertThat(sweep.datasets())
        .extracting(DatasetOptions::name, DatasetOptions::testImages)
        .containsExactly(tuple("signs", 3), tuple("signs", 1));
    assertThat(datasets.names()).contains("signs", "mnist");
    assertThat(datasets.dataset("signs"))
        .hasValueSatisfying(d -> assertThat(d.train().size()).isEqualTo(9));
    assertThat(datasets.dataset("mnist")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ format = image-folder, path = \"data/all\" } | dataset: name is missing",
        "{ name = Signs, format = csv } | dataset: name must be made of a to z, 0 to 9 and -, was Signs",
        "{ name = s, format = image-foldr } | unknown format image-foldr; did you mean image-folder?",
        "{ name = s, format = [csv, npz] } | dataset: format must be text, was [\"csv\",\"npz\"]",
        "{ name = s, format = image-folder } | dataset s: path is missing; set path, or both train and test",
        "{ name = s, format = image-folder, train = a } | dataset s: path is missing",
        "{ name = s, format = image-folder, path = a, train = b } | dataset s: path must be left out",
        "{ name = s, format = image-folder, path = a, test-share = 1 } | dataset s: test-share must be",
        "{ name = s, format = image-folder, path = a, size = [0, 3] } | dataset s: size must be [height, width], each 1 to 9999",
        "{ name = s, format = image-folder, path = a, channels = 2 } | dataset s: channels must be 1 or 3",
        "{ name = s, format = csv, train = a, test = \"b\\u0000\" } | dataset s: test must be a path",
        "{ name = s, format = image-folder, path = a, sha256 = abc } | dataset s: sha256 must be 64 digits",
        "{ name = s, format = image-folder, path = a, lables = x } | dataset s: unknown key lables",
        "{ name = s, format = image-folder, path = nowhere, test-share = 0.5 } | nowhere is no folder",
        "{ name = mnist, format = image-folder, path = \"data/all\", test-share = 0.5 } | dataset mnist: name must not be that of a dataset that this program knows",
      })
  void mistakesAreToldWithTheirLines(String entry, String problem) {
    assertProblem(entry, problem);
  }

  @Test
  void oneNameIsOfOneDataset() {
    assertProblem(
        "{ " + SIGNS + " }, { " + SIGNS.replace("0.25", "0.5") + " }",
        "dataset signs: name must not be that of another dataset with other images");
  }

  @Test
  void moreImagesThanThereAreAndFewerThanClassesAreRefused() {
    assertProblem(
        "{ " + SIGNS + ", train-images = 10 }", "train-images must be from 3 to 9 for signs");
    assertProblem(
        "{ " + SIGNS + ", train-images = 2 }", "train-images must be from 3 to 9 for signs");
  }

  @Test
  void imagesMustFitTheNetworkAndTargetsTheClasses() {
    assertThatThrownBy(
            () ->
                read(
                    "{ " + SIGNS + " }",
                    "network.architecture = paper-cnn",
                    "attacks = [{ type = fgsm, target = class-3, epsilons = [0.1] }]"))
        .hasMessageContainingAll(
            "dataset signs: paper-cnn does not fit images of 3 x 4: conv 128 6x6/2: its 6 x 6 meets 2 x 2",
            "attack fgsm: target must be within the 3 classes of signs, was class-3");
  }

  @Test
  void ofTwoClassesAllTargetsAreTheOtherOne() throws IOException {
    for (int i = 0; i < 8; i++) {
      Path file = folder.resolve("two/" + i % 2 + "/" + i + ".pgm");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "P2 1 1 255 " + i);
    }

    assertThat(
            read(
                    "{ name = two, format = image-folder, path = two, test-share = 0.5 }",
                    "attacks = [{ type = fgsm, target = all, epsilons = [0.1] }]")
                .attacks())
        .extracting(one -> one.attack().target().word())
        .containsExactly("next");
  }

  @Test
  void networksThatWouldBeTooLargeAreRefused() {
    assertThatThrownBy(() -> read("{ " + SIGNS + ", size = [900, 900], channels = 3 }"))
        .hasMessageContaining("mlp-200-200 would have 486,0")
        .hasMessageContaining("set a smaller size, or another network");
  }

  @Test
  void whatCannotBeReadIsToldOnceHoweverManyPartsThereAre() {
    String broken =
        "datasets = [{ name = broken, format = csv, path = nowhere, test-share = 0.5 }]";
    Path file =
        Configurations.write(
            folder,
            "own.conf",
            broken
                + "\n"
                + OTHERS
                + "parts = [{ seeds = [1] }, { seeds = [2] }, { datasets = [{ name = broken }] }]");

    assertThatThrownBy(() -> ConfigurationReader.read(file, List.of(), Configurations.CATALOG))
        .hasMessageContaining("1 problem\n")
        .hasMessageContaining("nowhere is no file");
  }

  @Test
  void allTargetsAreTheOtherClassesOfTheDataset() {
    String attack = "attacks = [{ type = fgsm, target = all, epsilons = [0.1] }]";

    assertThat(read("{ " + SIGNS + " }", attack).attacks())
        .extracting(one -> one.attack().target().word())
        .containsExactly("next", "plus-2");
    assertThatThrownBy(() -> read("{ " + SIGNS + " }, { name = mnist }", attack))
        .hasMessageContaining("of which the datasets have different numbers");
  }
}
