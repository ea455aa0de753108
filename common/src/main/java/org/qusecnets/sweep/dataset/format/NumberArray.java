package org.qusecnets.sweep.dataset.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An array of numbers in a {@code .npz} file.
 *
 * @param shape in C order
 * @param values in that order
 */
public record NumberArray(int[] shape, float[] values) {
  /**
   * Reads an array.
   *
   * @param name its name in the file
   * @throws DamagedPicture if there is none of numbers; the message goes on after the file's name
   */
  public static NumberArray read(Path file, String name) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new DamagedPicture("is no file", "name one");
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = NumpyArchive.entry(zip, name, NumpyArray.SAVE);
      try (CheckedInputStream content = NumpyArchive.content(zip, entry)) {
        NumpyArray array = NumpyArray.read(content);
        float[] values = new float[array.checkedValues(NumpyArchive.packed(entry, file))];
        array.read(content, (number, value) -> values[number] = (float) value);
        NumpyArchive.checkEnd(content, entry);
        return new NumberArray(array.shape(), values);
      }
    } catch (ZipException e) {
      throw new DamagedPicture("is no npz archive: " + e.getMessage(), NumpyArray.SAVE);
    }
  }
}
