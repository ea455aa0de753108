package org.qusecnets.sweep.jobs.images;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.qusecnets.sweep.table.ExampleRow;

/**
 * What an attack on one chunk made at one epsilon.
 *
 * @param images a file of the adversarial images, float32 as in NumPy's files
 * @param rows their rows, in the same order
 */
record StagedChunk(Path images, List<ExampleRow> rows) {
  /** Takes each row with its adversarial image. */
  interface Taker {
    /** Takes the next one. */
    void take(ExampleRow row, float[] adversarial) throws IOException;
  }

  /**
   * Gives the images one after another.
   *
   * @param size number of values of an image
   */
  void forEach(int size, Taker taker) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(images))) {
      for (ExampleRow row : rows) {
        byte[] bytes = in.readNBytes(size * Float.BYTES);
        if (bytes.length < size * Float.BYTES) {
          throw new EOFException(images + " has ended too early");
        }
        float[] adversarial = new float[size];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(adversarial);
        taker.take(row, adversarial);
      }
    }
  }
}
