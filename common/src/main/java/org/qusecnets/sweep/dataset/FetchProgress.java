package org.qusecnets.sweep.dataset;

import java.net.URI;

/** Is told how a fetch goes on, by one thread at a time but not always the same. */
public interface FetchProgress {
  /** A file is there already and right. */
  void present(String file);

  /**
   * Data came.
   *
   * @param file the name of what is downloaded
   * @param url where from
   * @param bytes how much of it is here
   * @param total its length as published
   */
  void downloaded(String file, URI url, long bytes, long total);

  /** A place did not give a file; the next one is tried. */
  void failed(String file, URI url, String reason);
}
