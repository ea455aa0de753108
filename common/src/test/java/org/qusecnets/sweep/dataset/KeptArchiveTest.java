package org.qusecnets.sweep.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qusecnets.sweep.UserException;

/** Archives of which no source tells the SHA-256 of what is in them. */
class KeptArchiveTest {
  @TempDir private Path dataDir;

  private MirrorServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = new MirrorServer();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  /** How the four files of {@link TinyDigits} are packed. */
  enum Packed {
    EACH {
      @Override
      Map<String, byte[]> archives() throws IOException {
        Map<String, byte[]> archives = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : TinyDigits.files().entrySet()) {
          archives.put(file.getKey() + ".gz", Compressed.gzip(file.getValue()));
        }
        return archives;
      }
    },
    TAR {
      @Override
      Map<String, byte[]> archives() throws IOException {
        return Map.of(
            "digits.tar.gz", Compressed.gzip(Compressed.tar("digits", TinyDigits.files())));
      }
    },
    ZIP {
      @Override
      Map<String, byte[]> archives() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
          for (Map.Entry<String, byte[]> file : TinyDigits.files().entrySet()) {
            boolean again = file.getKey().contains("images");
            zip.putNextEntry(new ZipEntry("gzip/" + file.getKey() + (again ? ".gz" : "")));
            zip.write(again ? Compressed.gzip(file.getValue()) : file.getValue());
          }
        }
        return Map.of("digits.zip", bytes.toByteArray());
      }
    };

    abstract Map<String, byte[]> archives() throws IOException;

    DatasetDefinition definition(Function<String, List<URI>> urls) throws IOException {
      List<Archive> archives = new ArrayList<>();
      for (Map.Entry<String, byte[]> archive : archives().entrySet()) {
        List<ContentFile> contents =
            TinyDigits.files().entrySet().stream()
                .filter(file -> this != EACH || archive.getKey().equals(file.getKey() + ".gz"))
                .map(file -> new ContentFile(file.getKey(), file.getValue().length, null))
                .toList();
        archives.add(TinyDigits.archive(archive.getKey(), archive.getValue(), urls, contents));
      }
      return new IdxDataset(TinyDigits.entry("tiny", archives), TinyDigits.SHAPE, 4, 3, 2);
    }
  }

  private DatasetDefinition fetched(Packed packed) throws IOException, InterruptedException {
    DatasetDefinition tiny = packed.definition(name -> List.of(server.uri("/" + name)));
    for (Map.Entry<String, byte[]> archive : packed.archives().entrySet()) {
      server.serve("/" + archive.getKey(), archive.getValue());
    }
    fetch(tiny);
    return tiny;
  }

  private void fetch(DatasetDefinition tiny) throws InterruptedException {
    new DatasetFetcher(dataDir, FetchOptions.defaults(), new RecordedProgress()).fetch(tiny);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(dataDir.resolve("tiny-files"))) {
      return files.toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void areReadFromAsTheyAre(Packed packed) throws IOException, InterruptedException {
    DatasetDefinition tiny = fetched(packed);

    Dataset loaded = tiny.load(dataDir);

    assertThat(files())
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(packed.archives().keySet());
    assertThat(loaded.train().pixelBytes(2)).isEqualTo(TinyDigits.TRAIN.pixelBytes(2));
    assertThat(loaded.test().pixelBytes(1)).isEqualTo(TinyDigits.TEST.pixelBytes(1));
    assertThat(loaded.train().label(0)).isEqualTo(3);
    assertThat(loaded.sha256()).hasSize(4);
    assertThat(tiny.verify(dataDir)).allMatch(report -> report.state() == FileReport.State.OK);
    assertThat(tiny.places()).hasSize(packed.archives().size());
    int requests = server.requests().size();
    fetch(tiny);
    assertThat(server.requests()).hasSize(requests);
  }

  @ParameterizedTest
  @EnumSource
  void areCheckedAtEveryLoadAndFetchedAgain(Packed packed)
      throws IOException, InterruptedException {
    DatasetDefinition tiny = fetched(packed);
    Path archive = files().get(0);
    byte[] content = Files.readAllBytes(archive);
    content[content.length - 1] ^= 1;
    Files.write(archive, content);

    assertThatThrownBy(() -> tiny.load(dataDir))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(archive + " is damaged: its SHA-256 is ");
    assertThat(tiny.verify(dataDir)).anyMatch(report -> report.state() == FileReport.State.DAMAGED);
    fetch(tiny);
    assertThat(tiny.load(dataDir).train().size()).isEqualTo(3);
  }

  @Test
  void anUnpackedFileDoesNotStandInForThem() throws IOException {
    TinyDigits.write(dataDir);
    DatasetDefinition tiny = Packed.EACH.definition(name -> List.of());

    assertThatThrownBy(() -> tiny.load(dataDir))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there is no ")
        .hasMessageContaining(TinyDigits.TRAIN_IMAGES + ".gz");
  }

  @Test
  void lettersAreTurnedAndTheirLabelsBeginAtOne() throws IOException {
    ImageShape shape = new ImageShape(1, 2, 2);
    ImageSet stored =
        new ImageSet(shape, 27, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, new byte[] {26, 1});
    byte[] zip = zip(stored, stored);
    DatasetDefinition letters = letters(zip, shape);
    Files.createDirectories(dataDir.resolve("letters-files"));
    Files.write(dataDir.resolve("letters-files/gzip.zip"), zip);

    ImageSet train = letters.load(dataDir).train();

    assertThat(train.label(0)).isEqualTo(25);
    assertThat(train.label(1)).isZero();
    assertThat(train.pixelBytes(0)).containsExactly(1, 3, 2, 4);
    assertThat(letters.description().classNames()).startsWith("A").endsWith("Z");
  }

  @Test
  void lettersWithTheLabelZeroAreDamaged() throws IOException {
    ImageShape shape = new ImageShape(1, 2, 2);
    ImageSet stored = new ImageSet(shape, 27, new byte[8], new byte[] {1, 0});
    byte[] zip = zip(stored, stored);
    Files.createDirectories(dataDir.resolve("letters-files"));
    Files.write(dataDir.resolve("letters-files/gzip.zip"), zip);

    assertThatThrownBy(() -> letters(zip, shape).load(dataDir))
        .hasMessageContaining("the label of image 1 is below 1");
  }

  private static DatasetDefinition letters(byte[] zip, ImageShape shape) {
    List<ContentFile> contents =
        Stream.of("train", "test")
            .flatMap(
                part ->
                    Stream.of(
                        new ContentFile("emnist-letters-" + part + "-images-idx3-ubyte", 24, null),
                        new ContentFile("emnist-letters-" + part + "-labels-idx1-ubyte", 10, null)))
            .toList();
    Archive archive = TinyDigits.archive("gzip.zip", zip, name -> List.of(), contents);
    return new EmnistLetters(TinyDigits.entry("letters", List.of(archive)), shape, 2, 2);
  }

  private static byte[] zip(ImageSet train, ImageSet test) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String part : List.of("train", "test")) {
        ImageSet images = part.equals("train") ? train : test;
        zip.putNextEntry(new ZipEntry("gzip/emnist-letters-" + part + "-images-idx3-ubyte.gz"));
        zip.write(Compressed.gzip(IdxBytes.images(images)));
        zip.putNextEntry(new ZipEntry("gzip/emnist-letters-" + part + "-labels-idx1-ubyte.gz"));
        zip.write(Compressed.gzip(IdxBytes.labels(images)));
      }
    }
    return bytes.toByteArray();
  }
}
