package org.qusecnets.sweep.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IdxFileTest {
  private static final ImageShape SHAPE = new ImageShape(1, 2, 3);
  private static final int COUNT = 2;
  private static final int CLASSES = 4;

  private final byte[] images = {
    0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -1
  };
  private final byte[] labels = {0, 0, 8, 1, 0, 0, 0, 2, 3, 0};

  @Test
  void goodFilesGiveTheirValues() throws DamagedFile {
    assertThat(IdxFile.images(images, COUNT, SHAPE))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -1);
    assertThat(IdxFile.labels(labels, COUNT, CLASSES)).containsExactly(3, 0);
  }

  @Test
  void anotherMagicNumberIsDamage() {
    images[3] = 1;
    assertImagesDamaged(images, "its magic number is 0x00000801, expected 0x00000803");
    labels[2] = 0x0d;
    assertLabelsDamaged(labels, "its magic number is 0x00000d01, expected 0x00000801");
  }

  @Test
  void anotherCountIsDamage() {
    images[7] = 3;
    assertImagesDamaged(images, "its dimension 1 is 3, expected 2");
    labels[4] = -1;
    assertLabelsDamaged(labels, "its dimension 1 is 4278190082, expected 2");
  }

  @Test
  void anotherHeightIsDamage() {
    images[11] = 4;
    assertImagesDamaged(images, "its dimension 2 is 4, expected 2");
  }

  @Test
  void anotherWidthIsDamage() {
    images[15] = 28;
    assertImagesDamaged(images, "its dimension 3 is 28, expected 3");
  }

  @Test
  void labelBeyondTheClassesIsDamage() {
    labels[9] = 4;
    assertLabelsDamaged(labels, "the label of image 1 is 4, expected 0 to 3");
    labels[9] = -1;
    assertLabelsDamaged(labels, "the label of image 1 is 255, expected 0 to 3");
  }

  @Test
  void truncatedValuesAreDamage() {
    assertImagesDamaged(Arrays.copyOf(images, 27), "it has 27 bytes, expected 28");
    assertLabelsDamaged(Arrays.copyOf(labels, 9), "it has 9 bytes, expected 10");
  }

  @Test
  void truncatedHeaderIsDamage() {
    assertImagesDamaged(Arrays.copyOf(images, 15), "it has 15 bytes, expected a header of 16");
    assertLabelsDamaged(new byte[0], "it has 0 bytes, expected a header of 8");
  }

  @Test
  void trailingBytesAreDamage() {
    assertImagesDamaged(Arrays.copyOf(images, 29), "it has 29 bytes, expected 28");
    assertLabelsDamaged(Arrays.copyOf(labels, 12), "it has 12 bytes, expected 10");
  }

  private static void assertImagesDamaged(byte[] content, String message) {
    assertThatThrownBy(() -> IdxFile.images(content, COUNT, SHAPE))
        .isInstanceOf(DamagedFile.class)
        .hasMessage(message);
  }

  private static void assertLabelsDamaged(byte[] content, String message) {
    assertThatThrownBy(() -> IdxFile.labels(content, COUNT, CLASSES))
        .isInstanceOf(DamagedFile.class)
        .hasMessage(message);
  }
}
