package org.qusecnets.sweep.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.ImageShape;

/** Datasets of arrays, tables and records. */
class ArrayFormatsTest extends FilesOfUsers {
  @ParameterizedTest
  @CsvSource({
    "last.npz, images, labels, channels-last",
    "first.npz, x, y, channels-first",
    "fractions.npz, images, labels, channels-last",
    "big-endian.npz, images, labels, channels-last"
  })
  void archivesOfNumpyAreReadInEveryLayout(
      String file, String images, String labels, String layout) {
    GoldenPictures.write(folder, file);
    Map<String, Object> options =
        Map.of("train", file, "test", file, "images", images, "labels", labels, "layout", layout);

    ImageSet read = load("npz", options).dataset().train();

    byte[] expected = GoldenPictures.bytes("batch");
    assertThat(read.shape()).isEqualTo(new ImageShape(3, 4, 5));
    for (int i = 0; i < 6; i++) {
      assertThat(read.label(i)).isEqualTo(i % 3);
      for (int position = 0; position < 60; position++) {
        assertThat((byte) read.pixel(i, position)).isEqualTo(expected[i * 60 + position]);
      }
    }
  }

  @Test
  void kerasArchivesHaveTheirParts() {
    GoldenPictures.write(folder, "keras.npz");

    DatasetSource.Loaded loaded = load("npz", Map.of("path", "keras.npz"));

    byte[] expected = GoldenPictures.bytes("batch");
    assertThat(loaded.description().shape()).isEqualTo(new ImageShape(1, 4, 5));
    assertThat((byte) loaded.dataset().train().pixel(2, 7)).isEqualTo(expected[2 * 60 + 7]);
    assertThat((byte) loaded.dataset().test().pixel(0, 19)).isEqualTo(expected[3 * 60 + 19]);
  }

  @ParameterizedTest
  @CsvSource({
    "broken.npz, 'broken.npz has the value 1.5, outside [0, 1]; image 4 of '",
    "fortran.npz, is in Fortran order",
    "pickled.npz, has values of a kind that are no numbers",
    "words.npz, has values of a kind that are no numbers",
    "gap.npz, 'has no image of 2 of 5 classes: 1, 3; add some, or number classes from 0 without gaps'",
    "negative.npz, gives image 0 the label -1",
    "one-class.npz, has images of one class only",
    "unequal.npz, has 6 images and 5 labels",
    "keras.npz, 'has no array labels, but x_test, x_train, y_test, y_train'",
    "first.npz, 'has no array labels, but x, y'"
  })
  void archivesWithFaultsAreRefused(String file, String reason) {
    GoldenPictures.write(folder, file);

    assertRefused("npz", Map.of("path", file, "test-share", 0.5), reason);
  }

  @Test
  void theOtherLayoutIsSuggested() {
    GoldenPictures.write(folder, "first.npz");

    assertRefused(
        "npz",
        Map.of("path", "first.npz", "test-share", 0.5, "images", "x", "labels", "y"),
        "[3, 4, 5], which are no rows and columns of 1 or 3 channels; set layout = channels-first");
  }

  @Test
  void archivesThatAreNoneAreRefused() {
    write("text.npz", text("hello"));
    byte[] archive = GoldenPictures.bytes("last.npz");
    write("half.npz", Arrays.copyOf(archive, archive.length / 2));

    for (String file : new String[] {"text.npz", "half.npz"}) {
      assertRefused("npz", Map.of("path", file, "test-share", 0.5), "is no npz archive");
    }
  }

  private static byte[] idx(int magic, byte[] values, int... sides) {
    ByteBuffer content = ByteBuffer.allocate(4 * (1 + sides.length) + values.length).putInt(magic);
    for (int side : sides) {
      content.putInt(side);
    }
    return content.put(values).array();
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Test
  void idxFilesArePlainOrCompressed() {
    byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, (byte) 200};
    write("plain/train-images-idx3-ubyte", idx(0x803, pixels, 2, 2, 3));
    write("plain/train-labels-idx1-ubyte", idx(0x801, new byte[] {1, 0}, 2));
    write("plain/t10k-images-idx3-ubyte.gz", gzip(idx(0x803, pixels, 2, 2, 3)));
    write("plain/t10k-labels-idx1-ubyte.gz", gzip(idx(0x801, new byte[] {0, 1}, 2)));

    DatasetSource.Loaded loaded = load("idx", Map.of("path", "plain"));

    assertThat(loaded.description().shape()).isEqualTo(new ImageShape(1, 2, 3));
    assertThat(loaded.dataset().train().label(0)).isEqualTo(1);
    assertThat(loaded.dataset().test().pixel(1, 5)).isEqualTo(200);
    write("plain/train-labels-idx1-ubyte", idx(0x801, new byte[] {1, 0, 1}, 3));
    assertRefused("idx", Map.of("path", "plain"), "has 2 images for 3 labels");
    write("plain/train-labels-idx1-ubyte", idx(0x801, new byte[] {1}, 2));
    assertRefused("idx", Map.of("path", "plain"), "has fewer than the 2 values that it says");
    write("plain/train-labels-idx1-ubyte", idx(0x803, new byte[] {1, 0}, 2));
    assertRefused("idx", Map.of("path", "plain"), "begins with 0x00000803");
    folder.resolve("plain/train-labels-idx1-ubyte").toFile().delete();
    assertRefused("idx", Map.of("path", "plain"), "there is no train-labels-idx1-ubyte");
  }

  @Test
  void tablesOfTextHaveARowForEachImage() {
    write("grey.csv", text("label,p1,p2,p3,p4\n0,0,1,2,3\n1,4,5,6,255\n\n0,9,9,9,9\n1,1,1,1,1\n"));
    write("colour.csv", text("0.0,0.5,1.0,1\n1e-3, 1, 0,0\n"));
    Map<String, Object> colour =
        Map.of("train", "colour.csv", "test", "colour.csv", "label", 3, "values", "fractions");

    ImageSet grey = load("csv", Map.of("train", "grey.csv", "test", "grey.csv")).dataset().train();
    ImageSet read = load("csv", colour).dataset().train();

    assertThat(grey.shape()).isEqualTo(new ImageShape(1, 2, 2));
    assertThat(grey.size()).isEqualTo(4);
    assertThat(grey.pixel(1, 3)).isEqualTo(255);
    assertThat(grey.label(1)).isEqualTo(1);
    assertThat(read.shape()).isEqualTo(new ImageShape(3, 1, 1));
    assertThat(read.pixel(0, 1)).isEqualTo(128);
    assertThat(read.pixel(1, 0)).isEqualTo(0);
  }

  @ParameterizedTest
  @CsvSource({
    "'0,1,2,3,4;1,1,2,3', has 4 columns in row 2",
    "'0,1,2,3,4;1,1,2,3,4;-1,9,9,9,9', gives row 3 the label -1",
    "'0,1,2,3,4;1,1,2,3,256', 'rows.csv has the pixel 256 where whole numbers to 255 are read; set values'",
    "'0,1,2,3,4;1,1,2,3,0.5', 'rows.csv has the pixel 0.5 where whole numbers to 255 are read; set values'",
    "'0,1,2,3,4;1,1,2,,4', 'rows.csv has \"\" where a pixel is expected'",
    "'0,1,2,3,4;x,1,2,3,4', 'has \"x\" in row 2 where a label, a whole number, is expected'",
    "'0,1,2,3,4,5;1,1,2,3,4,5', has 5 pixels in a row",
    "'a,b', has no rows"
  })
  void tablesWithFaultsAreRefused(String rows, String reason) {
    write("rows.csv", text(rows.replace(';', '\n')));

    assertRefused("csv", Map.of("path", "rows.csv", "test-share", 0.5), reason);
  }

  @Test
  void noRoomIsMadeForWhatAFileCannotHold() throws IOException {
    write("huge/train-images-idx3-ubyte", idx(0x803, new byte[4], 60_000, 180, 180));
    write("huge/train-labels-idx1-ubyte", idx(0x801, new byte[4], 60_000));
    write("bomb.npz", claiming("(400000000,)"));
    write("overflow.npz", claiming("(2000000000, 2000000000, 2000000000)"));

    assertRefused(
        "idx", Map.of("path", "huge"), "says that it holds 60000 bytes, which its 12 cannot");
    assertRefused("npz", Map.of("path", "bomb.npz", "test-share", 0.5), "says that it holds");
    assertRefused("npz", Map.of("path", "overflow.npz", "test-share", 0.5), "of whole numbers");
  }

  /** An archive whose labels have a header and nothing behind it. */
  private static byte[] claiming(String shape) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("labels.npy"));
      zip.write(header(shape));
    }
    return bytes.toByteArray();
  }

  @Test
  void tablesOfTextHaveImagesThatAreNotSquareAndAByteOrderMark() {
    write(
        "wide.csv",
        text("\uFEFF0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18\n1" + ",9".repeat(18)));
    Map<String, Object> options =
        Map.of("train", "wide.csv", "test", "wide.csv", "height", 2, "width", 3);

    ImageSet last = load("csv", options).dataset().train();
    ImageSet first = load("csv", with(options, "layout", "channels-first")).dataset().train();

    assertThat(last.size()).isEqualTo(2);
    assertThat(last.shape()).isEqualTo(new ImageShape(3, 2, 3));
    assertThat(last.pixelBytes(0))
        .containsExactly(1, 4, 7, 10, 13, 16, 2, 5, 8, 11, 14, 17, 3, 6, 9, 12, 15, 18);
    assertThat(first.pixelBytes(0))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18);
    assertThatThrownBy(() -> load("csv", Map.of("path", "wide.csv", "height", 2)))
        .hasMessageContaining("height must be given with width");
  }

  @Test
  void aPartMayLackTheLastOfNumberedClasses() {
    write("train.csv", text("0,1\n1,2\n2,3\n"));
    write("test.csv", text("0,1\n1,2\n"));

    assertThat(
            load("csv", Map.of("train", "train.csv", "test", "test.csv")).description().classes())
        .isEqualTo(3);
    assertRefused(
        "csv",
        Map.of("train", "test.csv", "test", "train.csv"),
        "test.csv has no image of 1 of 3 classes: 2");
  }

  @Test
  void aChangedByteOfAnArchiveIsNoticed() {
    byte[] archive = stored(new byte[] {0, 1, 0, 1});
    write("right.npz", archive);
    archive[archive.length / 3] ^= 4;
    write("changed.npz", archive);
    Map<String, Object> options = Map.of("train", "right.npz", "test", "right.npz");

    assertThat(load("npz", options).dataset().train().size()).isEqualTo(4);
    assertRefused(
        "npz", Map.of("path", "changed.npz", "test-share", 0.5), "the checksum of images.npy");
  }

  /** An archive without compression, images of one row of 64 pixels first. */
  private static byte[] stored(byte[] labels) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(0);
      for (String name : new String[] {"images", "labels"}) {
        boolean images = name.equals("images");
        zip.putNextEntry(new ZipEntry(name + ".npy"));
        zip.write(header(images ? "(4, 1, 64)" : "(4,)"));
        zip.write(images ? new byte[256] : labels);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] header(String shape) throws IOException {
    String header = "{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + ", }\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    bytes.write(new byte[] {(byte) header.length(), 0});
    bytes.write(text(header));
    return bytes.toByteArray();
  }

  @Test
  void sidesThatNoImageHasAreRefused() {
    write("huge-images-idx3-ubyte", idx(0x803, new byte[0], 1, 46_341, 46_341));
    write("huge-labels-idx1-ubyte", idx(0x801, new byte[1], 1));
    Map<String, Object> huge = Map.of("path", "huge-images-idx3-ubyte", "test-share", 0.5);

    assertRefused("idx", huge, "has images of 46341 x 46341 pixels");
  }

  @Test
  void cifarsRecordsHaveOneLabelOrTwo() {
    for (int labels = 1; labels <= 2; labels++) {
      byte[] records = new byte[3 * (labels + 3072)];
      for (int i = 0; i < 3; i++) {
        records[i * (labels + 3072) + labels - 1] = (byte) i;
        records[i * (labels + 3072) + labels + 1024] = (byte) (40 + i);
      }
      write("cifar/" + labels + "/train.bin", records);
      write("cifar/" + labels + "/test_batch.bin", records);

      DatasetSource.Loaded loaded =
          load(
              "cifar-binary", Map.of("path", "cifar/" + labels, "classes", labels == 1 ? 10 : 100));

      assertThat(loaded.dataset().test().label(2)).isEqualTo(2);
      assertThat(loaded.dataset().train().pixel(1, 1024)).isEqualTo(41);
    }
    assertRefused(
        "cifar-binary",
        Map.of("path", "cifar/1/train.bin", "test-share", 0.5, "classes", 100),
        "has in train.bin 9219 bytes, which are no records of 3074");
    assertRefused("cifar-binary", Map.of("path", "cifar"), "has no files of CIFAR's names");
  }
}
