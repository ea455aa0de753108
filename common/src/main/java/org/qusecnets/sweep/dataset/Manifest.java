package org.qusecnets.sweep.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The resource {@code manifest.json}: the files of every dataset, and where they can be had. */
final class Manifest {
  private static final String RESOURCE = "manifest.json";

  private Manifest() {}

  /** What it says of a dataset. */
  static ManifestEntry entry(String name) {
    for (ManifestEntry entry : read()) {
      if (entry.name().equals(name)) {
        return entry;
      }
    }
    throw new IllegalStateException(RESOURCE + " has no dataset " + name);
  }

  private static ManifestEntry[] read() {
    try (InputStream json = Manifest.class.getResourceAsStream(RESOURCE)) {
      return new ObjectMapper().readValue(json, ManifestEntry[].class);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }
}
