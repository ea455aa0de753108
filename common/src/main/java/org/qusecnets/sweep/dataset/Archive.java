package org.qusecnets.sweep.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.qusecnets.sweep.dataset.StoredFile.Compression;

/**
 * One download of a dataset: a file, compressed by gzip or not, kept as it is; a compressed tar
 * archive, kept as its files; or an archive of either kind or a zip that is kept itself, since no
 * source tells the SHA-256 of what is in it.
 *
 * @param name its file name, ending in {@code .tar.gz} or {@code .zip} if there are several in it
 * @param bytes its length as published
 * @param sha256 its SHA-256 as published
 * @param urls where it can be had, the best place first; none if it comes with the program
 * @param contents the files in it that belong to the dataset
 */
record Archive(String name, long bytes, String sha256, List<URI> urls, List<ContentFile> contents) {
  private static final String TAR = ".tar.gz";
  private static final String ZIP = ".zip";

  Archive {
    urls = List.copyOf(urls);
    contents = List.copyOf(contents);
    boolean several = name.endsWith(TAR) || name.endsWith(ZIP);
    if (!several && contents.size() != 1) {
      throw new IllegalArgumentException(name + " holds one file, were " + contents.size());
    }
    if (name.endsWith(ZIP) && contents.stream().anyMatch(file -> file.sha256() != null)) {
      throw new IllegalArgumentException(name + " is not unpacked; tell no SHA-256 of its files");
    }
  }

  /** Whether it is an archive of several files that are kept by themselves. */
  boolean isTar() {
    return name.endsWith(TAR) && !isKept();
  }

  /** Whether it is kept as it is and read from, as the SHA-256 of what is in it is not known. */
  boolean isKept() {
    return contents.stream().anyMatch(content -> content.sha256() == null);
  }

  /** How its only file is stored, where it has one. */
  Compression compression() {
    return name.endsWith(FileSource.GZIP_SUFFIX) ? Compression.GZIP : Compression.NONE;
  }

  /** What is stored of it, each of which is checked: itself, or its files. */
  List<ContentFile> stored() {
    return isKept() ? List.of(asFile()) : contents;
  }

  /** Itself as a file. */
  ContentFile asFile() {
    return new ContentFile(name, bytes, sha256);
  }

  /**
   * The content of a file in it, where it is kept.
   *
   * @param file its name; in a zip it may be compressed once more
   * @param packed the archive
   */
  byte[] content(String file, InputStream packed) throws IOException {
    if (name.endsWith(ZIP)) {
      return ofZip(file, packed);
    }
    InputStream unpacked = new GZIPInputStream(packed, 1 << 16);
    if (!name.endsWith(TAR)) {
      return unpacked.readAllBytes();
    }
    byte[][] found = new byte[1][];
    TarReader.read(
        unpacked,
        (entry, content) -> {
          if (entry.equals(file)) {
            found[0] = content.readAllBytes();
          }
        });
    if (found[0] == null) {
      throw new DamagedFile("it has no file " + file);
    }
    return found[0];
  }

  private static byte[] ofZip(String file, InputStream packed) throws IOException {
    ZipInputStream zip = new ZipInputStream(packed);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      String entryName = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
      if (entryName.equals(file)) {
        return zip.readAllBytes();
      }
      if (entryName.equals(file + FileSource.GZIP_SUFFIX)) {
        return new GZIPInputStream(zip, 1 << 16).readAllBytes();
      }
    }
    throw new DamagedFile("it has no file " + file);
  }
}
