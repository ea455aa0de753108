package org.qusecnets.sweep.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.dataset.format.DatasetFormats;
import org.qusecnets.sweep.dataset.format.DatasetSource;
import org.qusecnets.sweep.dataset.format.ReadProgress;
import org.qusecnets.sweep.dataset.format.SourceOptions;
import org.qusecnets.sweep.options.Options;

/** Files that {@code golden_pictures.py} writes with PyArrow. */
class ParquetImagesTest {
  @TempDir private Path temporary;

  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectories(temporary.resolve("Bilder ü"));
  }

  private Path write(String... names) throws IOException {
    for (String name : names) {
      try (InputStream content = ParquetImagesTest.class.getResourceAsStream("/parquet/" + name)) {
        Files.copy(content, folder.resolve(name));
      }
    }
    return folder;
  }

  private DatasetSource.Loaded load(Map<String, Object> options) {
    return new DatasetSource(
            "mine",
            DatasetFormats.reading("parquet", Options.of(options)).orThrow(),
            SourceOptions.DECLARATION.read(Options.of(options)).in(folder))
        .load(ReadProgress.NONE);
  }

  private ImageSet lists() throws IOException {
    write("lists.parquet");
    return load(Map.of(
            "train", "lists.parquet", "test", "lists.parquet", "image", "pixels", "label", "digit"))
        .dataset()
        .train();
  }

  @Test
  void filesOfHuggingFaceHaveTheirPartsAndClassNames() throws IOException {
    write(
        "train-00000-of-00002.parquet",
        "train-00001-of-00002.parquet",
        "test-00000-of-00001.parquet");

    DatasetSource.Loaded loaded = load(Map.of("path", "."));

    assertThat(loaded.description().classNames()).containsExactly("go", "no entry", "stop");
    assertThat(loaded.description().shape()).isEqualTo(new ImageShape(3, 4, 5));
    assertThat(loaded.dataset().train().size()).isEqualTo(4);
    assertThat(loaded.dataset().test().size()).isEqualTo(3);
    ImageSet lists = lists();
    for (int i = 0; i < 4; i++) {
      assertThat(loaded.dataset().train().pixelBytes(i)).isEqualTo(lists.pixelBytes(i));
      assertThat(loaded.dataset().train().label(i)).isEqualTo(lists.label(i)).isEqualTo(i % 3);
    }
    assertThat(loaded.dataset().test().pixelBytes(0)).isEqualTo(lists.pixelBytes(3));
  }

  @Test
  void wordsAreClassesInAlphabeticalOrderAndFractionsBecomeBytes() throws IOException {
    write("words.parquet");

    DatasetSource.Loaded loaded = load(Map.of("path", "words.parquet", "test-share", 0.5));

    assertThat(loaded.description().classNames()).containsExactly("go", "no entry", "stop");
    assertThat(loaded.description().shape()).isEqualTo(new ImageShape(1, 4, 5));
    ImageSet lists = lists();
    ImageSet train = loaded.dataset().train();
    for (int i = 0; i < train.size(); i++) {
      int word = train.label(i);
      int digit = word == 2 ? 0 : word == 0 ? 1 : 2;
      byte[] image = train.pixelBytes(i);
      assertThat(List.of(digit, digit + 3))
          .anyMatch(other -> Arrays.equals(image, Arrays.copyOf(lists.pixelBytes(other), 20)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lists.parquet, image, label, 'has in lists.parquet the columns pixels, digit; say which'",
    "words.parquet, label, image, 'has in row 0 of FOLDER/words.parquet'"
  })
  void columnsThatHoldSomethingElseAreRefused(
      String file, String image, String label, String reason) throws IOException {
    write(file);
    Map<String, Object> options = new HashMap<>(Map.of("path", file, "test-share", 0.5));
    options.put("image", image);
    options.put("label", label);

    assertThatThrownBy(() -> load(options))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(reason.replace("FOLDER", folder.toString()));
  }

  @Test
  void columnsBesideThoseThatAreReadMayHaveAnyName() throws IOException {
    write("names.parquet");
    Map<String, Object> options =
        new HashMap<>(Map.of("train", "names.parquet", "test", "names.parquet", "image", "pixels"));
    options.put("label", "digit");

    ImageSet train = load(options).dataset().train();

    ImageSet lists = lists();
    assertThat(train.size()).isEqualTo(lists.size());
    for (int i = 0; i < train.size(); i++) {
      assertThat(train.pixelBytes(i)).isEqualTo(lists.pixelBytes(i));
      assertThat(train.label(i)).isEqualTo(lists.label(i));
    }
    options.put("label", "the digit");
    assertThatThrownBy(() -> load(options))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith(
            "has the column \"the digit\", whose name is not made of letters, digits and _; rename it");
  }

  @Test
  void oneColumnIsNotBoth() {
    assertThatThrownBy(() -> load(Map.of("path", "x", "test-share", 0.5, "image", "label")))
        .hasMessage("label must be another column than image, was label");
  }

  @Test
  void theOtherLayoutAndOtherFilesAreRefused() throws IOException {
    write("lists.parquet");
    Files.write(folder.resolve("text.parquet"), new byte[] {1, 2, 3});
    Map<String, Object> options =
        new HashMap<>(Map.of("path", "lists.parquet", "test-share", 0.5, "label", "digit"));
    options.put("image", "pixels");
    options.put("layout", "channels-first");

    assertThatThrownBy(() -> load(options))
        .hasMessageContaining("has images of shape [4, 5, 3], which are no rows and columns");
    assertThatThrownBy(() -> load(Map.of("path", "text.parquet", "test-share", 0.5)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot be read as Parquet: text.parquet");
    assertThatThrownBy(() -> load(Map.of("path", ".")))
        .hasMessageContaining("has no Parquet files of training and test images");
  }
}
