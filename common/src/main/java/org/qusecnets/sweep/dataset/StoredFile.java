package org.qusecnets.sweep.dataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.zip.GZIPInputStream;

/**
 * A file of a dataset, plain or compressed.
 *
 * @param location where it lies, in words for the user
 * @param uri where it can be read
 * @param compression how it is stored
 */
record StoredFile(String location, URI uri, Compression compression) {
  enum Compression {
    NONE,
    GZIP
  }

  /** The uncompressed content. */
  InputStream open() throws IOException {
    InputStream stored = new BufferedInputStream(uri.toURL().openStream());
    if (compression == Compression.NONE) {
      return stored;
    }
    try {
      return new GZIPInputStream(stored, 1 << 16);
    } catch (IOException e) {
      stored.close();
      throw e;
    }
  }
}
