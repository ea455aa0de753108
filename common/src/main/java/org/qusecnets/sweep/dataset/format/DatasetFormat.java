package org.qusecnets.sweep.dataset.format;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import org.qusecnets.sweep.options.Declared;

/**
 * A way to keep labelled images in a file or a folder, with the options that reading it has.
 *
 * <p>A new one is a record that implements this and a line in {@link DatasetFormats}.
 */
public interface DatasetFormat extends Declared, Serializable {
  /** Its name in configurations. */
  String type();

  /**
   * Looks at what is there, and reads labels.
   *
   * @param path a file or a folder
   * @throws DamagedPicture if it is not of this format
   */
  Pictures open(Path path) throws IOException;

  /**
   * The same of what holds training and test images apart.
   *
   * @throws DamagedPicture if it is not of this format, or does not say which are which
   */
  default Parts parts(Path path) throws IOException {
    throw new DamagedPicture(
        "does not say which images are for tests",
        "set test-share, or train and test in place of path");
  }

  /** Training and test images. */
  record Parts(Pictures train, Pictures test) {}
}
