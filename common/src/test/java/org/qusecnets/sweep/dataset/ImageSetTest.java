package org.qusecnets.sweep.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class ImageSetTest {
  private static final ImageShape SHAPE = new ImageShape(1, 1, 2);

  private final ImageSet set =
      new ImageSet(
          SHAPE,
          256,
          new byte[] {0, 51, (byte) 128, (byte) 255, 1, 2},
          new byte[] {7, (byte) 255, 0});

  @Test
  void bytesAreUnsigned() {
    assertThat(set.size()).isEqualTo(3);
    assertThat(set.label(1)).isEqualTo(255);
    assertThat(set.pixel(1, 0)).isEqualTo(128);
    assertThat(set.pixel(1, 1)).isEqualTo(255);
  }

  @Test
  void scalingDividesBy255() {
    float[] target = {-1, -1, -1, -1};
    set.scale(0, target, 1);
    assertThat(target).containsExactly(-1, 0, 51 / 255f, -1);
    set.scale(1, target, 2);
    assertThat(target).containsExactly(-1, 0, 128 / 255f, 1);
  }

  @Test
  void pixelBytesAreACopy() {
    set.pixelBytes(0)[1] = 9;
    assertThat(set.pixelBytes(0)).containsExactly(0, 51);
  }

  @Test
  void selectionKeepsTheGivenOrder() {
    ImageSet selected = set.select(new int[] {2, 0, 2});
    assertThat(selected.size()).isEqualTo(3);
    assertThat(selected.shape()).isEqualTo(SHAPE);
    assertThat(selected.classes()).isEqualTo(256);
    assertThat(selected.label(0)).isZero();
    assertThat(selected.label(1)).isEqualTo(7);
    assertThat(selected.pixelBytes(0)).containsExactly(1, 2);
    assertThat(selected.pixelBytes(1)).containsExactly(0, 51);
    assertThat(selected.pixelBytes(2)).containsExactly(1, 2);
  }

  @Test
  void positionsBeyondAnImageAreRefused() {
    assertThatThrownBy(() -> set.pixel(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> set.pixelBytes(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void pixelsMustFitTheLabels() {
    assertThatThrownBy(() -> new ImageSet(SHAPE, 2, new byte[3], new byte[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("need 4 pixels, were 3");
  }

  @Test
  void labelsMustBeClasses() {
    assertThatThrownBy(() -> new ImageSet(SHAPE, 2, new byte[4], new byte[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("label of image 1 must be 0 to 1, was 2");
    assertThatThrownBy(() -> new ImageSet(SHAPE, 2, new byte[2], new byte[] {-1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was 255");
  }

  @Test
  void thereMayBeMoreClassesThanAByteHasValues() {
    ImageSet many = new ImageSet(SHAPE, 1000, new byte[4], new int[] {999, 256});

    assertThat(many.label(0)).isEqualTo(999);
    assertThat(many.select(new int[] {1}).label(0)).isEqualTo(256);
    assertThatThrownBy(() -> new ImageSet(SHAPE, 1000, new byte[4], new int[] {0, 1000}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("label of image 1 must be 0 to 999, was 1000");
    assertThatThrownBy(() -> new ImageSet(SHAPE, 2, new byte[2], new int[] {-1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was -1");
  }

  @Test
  void thereIsAClass() {
    assertThatThrownBy(() -> new ImageSet(SHAPE, 0, new byte[0], new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was 0");
  }

  @Test
  void javaSerializationKeepsEverything() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(set);
    }
    ImageSet copy;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      copy = (ImageSet) in.readObject();
    }
    assertThat(copy).usingRecursiveComparison().isEqualTo(set);
    assertThat(copy.label(1)).isEqualTo(255);
  }
}
