package org.qusecnets.sweep.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.UserException;

class DatasetLoadTest {
  @TempDir Path dataDir;

  private DatasetDefinition tiny;
  private Path directory;
  private Path trainImages;
  private Path trainLabels;

  @BeforeEach
  void writeFiles() throws IOException {
    tiny = TinyDigits.definition(name -> List.of());
    directory = TinyDigits.write(dataDir);
    trainImages = directory.resolve(TinyDigits.TRAIN_IMAGES);
    trainLabels = directory.resolve(TinyDigits.TRAIN_LABELS);
  }

  @Test
  void plainFilesLoad() {
    assertIsTiny(tiny.load(dataDir));
  }

  @Test
  void compressedFilesLoad() throws IOException {
    for (Map.Entry<String, byte[]> file : TinyDigits.files().entrySet()) {
      Files.delete(directory.resolve(file.getKey()));
      Files.write(directory.resolve(file.getKey() + ".gz"), Compressed.gzip(file.getValue()));
    }
    assertIsTiny(tiny.load(dataDir));
  }

  @Test
  void loadedDataNameTheirFilesSha256() {
    Map<String, String> sha256 = tiny.load(dataDir).sha256();
    assertThat(sha256).hasSize(4);
    TinyDigits.files()
        .forEach((name, content) -> assertThat(sha256).containsEntry(name, Sha256.of(content)));
  }

  @Test
  void missingFileTellsHowToFetchIt() throws IOException {
    Files.delete(trainLabels);
    assertThatThrownBy(() -> tiny.load(dataDir))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot load tiny: there is no "
                + trainLabels
                + " or train-labels-idx1-ubyte.gz; run `sweep data fetch tiny --data-dir "
                + dataDir
                + "`");
  }

  @Test
  void copiedFilesLoadAndAreNamedByTheirOrigin() throws IOException {
    assertIsTiny(tiny.load(dataDir, "hdfs://host/data"));
    Files.write(trainImages, new byte[3]);
    Files.delete(trainLabels);
    String remedy = "run `sweep data fetch tiny --data-dir DIR` and copy DIR to hdfs://host/data";
    assertThatThrownBy(() -> tiny.load(dataDir, "hdfs://host/data"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "Cannot load tiny: hdfs://host/data/tiny-files/train-images-idx3-ubyte is damaged: ")
        .hasMessageEndingWith(remedy);
    assertThat(tiny.verify(dataDir, "hdfs://host/data"))
        .extracting(FileReport::detail)
        .contains(
            "no hdfs://host/data/tiny-files/train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz");
  }

  @Test
  void tellsWhereItsFilesMayLie() {
    assertThat(tiny.places())
        .hasSize(4)
        .contains(
            List.of("tiny-files/train-images-idx3-ubyte", "tiny-files/train-images-idx3-ubyte.gz"));
    assertThat(Datasets.named("mnist-sample").places()).isEmpty();
  }

  @Test
  void truncatedFileIsANamedError() throws IOException {
    Files.write(trainImages, Arrays.copyOf(Files.readAllBytes(trainImages), 20));
    assertThatThrownBy(() -> tiny.load(dataDir))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot load tiny: " + trainImages)
        .hasMessageContaining("is damaged: it has 20 bytes, expected 28; run `sweep data fetch");
  }

  @Test
  void changedPixelIsFoundByItsSha256() throws IOException {
    byte[] content = Files.readAllBytes(trainImages);
    String expected = Sha256.of(content);
    content[20]++;
    Files.write(trainImages, content);
    assertThatThrownBy(() -> tiny.load(dataDir))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(trainImages.toString())
        .hasMessageContaining("SHA-256 is " + Sha256.of(content) + ", expected " + expected);
  }

  @Test
  void truncatedCompressedFileIsANamedError() throws IOException {
    Files.delete(trainImages);
    Path compressed = directory.resolve(TinyDigits.TRAIN_IMAGES + ".gz");
    byte[] gzip = Compressed.gzip(TinyDigits.files().get(TinyDigits.TRAIN_IMAGES));
    Files.write(compressed, Arrays.copyOf(gzip, gzip.length - 12));
    assertThatThrownBy(() -> tiny.load(dataDir))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(compressed.toString())
        .hasMessageContaining("ends too early");
  }

  @Test
  void fileThatIsNotCompressedInSpiteOfItsNameIsANamedError() throws IOException {
    Files.move(trainImages, directory.resolve(TinyDigits.TRAIN_IMAGES + ".gz"));
    assertThatThrownBy(() -> tiny.load(dataDir))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("it is not compressed: another file");
  }

  @Test
  void verifyReportsEachFile() throws IOException {
    byte[] content = Files.readAllBytes(trainImages);
    Files.write(trainImages, Arrays.copyOf(content, 29));
    Files.delete(trainLabels);
    Path testLabels = directory.resolve("t10k-labels-idx1-ubyte");
    byte[] labels = Files.readAllBytes(testLabels);
    labels[8]--;
    Files.write(testLabels, labels);

    List<FileReport> reports = tiny.verify(dataDir);

    assertThat(reports)
        .extracting(FileReport::file, FileReport::state)
        .containsExactlyInAnyOrder(
            tuple("train-images-idx3-ubyte", FileReport.State.DAMAGED),
            tuple("train-labels-idx1-ubyte", FileReport.State.MISSING),
            tuple("t10k-images-idx3-ubyte", FileReport.State.OK),
            tuple("t10k-labels-idx1-ubyte", FileReport.State.DAMAGED));
    assertThat(reports)
        .extracting(FileReport::detail)
        .anySatisfy(detail -> assertThat(detail).contains("more than 28 bytes"))
        .anySatisfy(detail -> assertThat(detail).contains("no " + trainLabels))
        .anySatisfy(detail -> assertThat(detail).contains("SHA-256 is " + Sha256.of(labels)));
  }

  @Test
  void verifyReportsTruncatedFiles() throws IOException {
    Files.write(trainImages, Arrays.copyOf(Files.readAllBytes(trainImages), 27));
    assertThat(tiny.verify(dataDir))
        .contains(
            new FileReport(
                TinyDigits.TRAIN_IMAGES,
                FileReport.State.DAMAGED,
                trainImages + ": it has 27 bytes, expected 28"));
  }

  private static void assertIsTiny(Dataset dataset) {
    assertThat(dataset.name()).isEqualTo("tiny");
    assertThat(dataset.train()).usingRecursiveComparison().isEqualTo(TinyDigits.TRAIN);
    assertThat(dataset.test()).usingRecursiveComparison().isEqualTo(TinyDigits.TEST);
  }
}
