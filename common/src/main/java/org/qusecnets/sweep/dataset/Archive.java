package org.qusecnets.sweep.dataset;

import java.net.URI;
import java.util.List;

/**
 * One download of a dataset: a compressed file, kept as it is, or a compressed tar archive, kept as
 * its files.
 *
 * @param name its file name, ending in {@code .gz} or {@code .tar.gz}
 * @param bytes its length as published
 * @param sha256 its SHA-256 as published
 * @param urls where it can be had, the best place first; none if it comes with the program
 * @param contents the files in it that belong to the dataset
 */
record Archive(String name, long bytes, String sha256, List<URI> urls, List<ContentFile> contents) {
  Archive {
    urls = List.copyOf(urls);
    contents = List.copyOf(contents);
    if (!name.endsWith(".gz")) {
      throw new IllegalArgumentException("an archive's name ends in .gz, was " + name);
    }
    if (!isTar(name) && contents.size() != 1) {
      throw new IllegalArgumentException(name + " holds one file, were " + contents.size());
    }
  }

  /** Whether it is an archive of several files. */
  boolean isTar() {
    return isTar(name);
  }

  private static boolean isTar(String name) {
    return name.endsWith(".tar.gz");
  }
}
