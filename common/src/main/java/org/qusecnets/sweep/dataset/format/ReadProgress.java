package org.qusecnets.sweep.dataset.format;

/** Is told how far reading a user's images is. */
@FunctionalInterface
public interface ReadProgress {
  /** Tells nobody. */
  ReadProgress NONE = (of, read, all) -> {};

  /**
   * Some images have been read.
   *
   * @param of the file or folder that is read
   * @param read number of images read so far; from several threads, so that it may go back a little
   * @param all number of all
   */
  void read(String of, int read, int all);
}
