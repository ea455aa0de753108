package org.qusecnets.sweep.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CifarBatchTest {
  private static final int IMAGE_SIZE = 3;

  private final byte[] content = {9, 1, 2, 3, 0, 4, 5, -1};

  @Test
  void recordsAreLabelAndPixels() throws DamagedFile {
    CifarBatch batch = CifarBatch.parse(content, 2, 1, IMAGE_SIZE, 10);
    assertThat(batch.labels()).containsExactly(9, 0);
    assertThat(batch.pixels()).containsExactly(1, 2, 3, 4, 5, -1);
  }

  @Test
  void ofTwoLabelsTheSecondCounts() throws DamagedFile {
    byte[] withSuperclasses = {7, 99, 1, 2, 3, 19, 0, 4, 5, -1};

    CifarBatch batch = CifarBatch.parse(withSuperclasses, 2, 2, IMAGE_SIZE, 100);

    assertThat(batch.labels()).containsExactly(99, 0);
    assertThat(batch.pixels()).containsExactly(1, 2, 3, 4, 5, -1);
  }

  @Test
  void truncatedBatchIsDamage() {
    assertDamaged(Arrays.copyOf(content, 7), "it has 7 bytes, expected 8 for 2 records of 4");
  }

  @Test
  void trailingBytesAreDamage() {
    assertDamaged(Arrays.copyOf(content, 9), "it has 9 bytes, expected 8 for 2 records of 4");
  }

  @Test
  void anotherRecordCountIsDamage() {
    assertDamaged(Arrays.copyOf(content, 12), "it has 12 bytes, expected 8 for 2 records of 4");
  }

  @Test
  void labelBeyondTheClassesIsDamage() {
    content[4] = 10;
    assertDamaged(content, "the label of image 1 is 10, expected 0 to 9");
  }

  private static void assertDamaged(byte[] content, String message) {
    assertThatThrownBy(() -> CifarBatch.parse(content, 2, 1, IMAGE_SIZE, 10))
        .isInstanceOf(DamagedFile.class)
        .hasMessage(message);
  }
}
