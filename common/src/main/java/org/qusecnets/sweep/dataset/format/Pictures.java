package org.qusecnets.sweep.dataset.format;

import java.io.IOException;
import java.util.List;

/** Labelled images of a file or a folder; nothing of an image is read before it is asked for. */
public interface Pictures {
  /** Number of images. */
  int count();

  /** What messages call an image, such as its file or its row. */
  String where(int image);

  /** The number of an image's class in {@link #classNames}. */
  int label(int image);

  /** What the classes are called, in the order of their numbers. */
  List<String> classNames();

  /**
   * Reads an image; several threads may do so at the same time.
   *
   * @throws DamagedPicture if it cannot be used
   */
  Picture read(int image) throws IOException;
}
