package org.qusecnets.sweep.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.UserException;

/** Reads the files of one dataset for loading, and remembers the SHA-256 of each. */
final class DatasetFiles {
  private final ManifestEntry manifest;
  private final FileSource source;
  private final String remedy;
  private final SortedMap<String, String> sha256 = new TreeMap<>();
  private final Set<Archive> checked = new HashSet<>();

  DatasetFiles(ManifestEntry manifest, FileSource source, String remedy) {
    this.manifest = manifest;
    this.source = source;
    this.remedy = remedy;
  }

  /** Takes the content of a file apart. */
  @FunctionalInterface
  interface Parser<T> {
    T parse(byte[] content) throws DamagedFile;
  }

  /**
   * Reads a file of the manifest.
   *
   * @throws UserException if it is missing, cannot be read, cannot be parsed or has another SHA-256
   */
  <T> T read(String name, Parser<T> parser) {
    ContentFile expected = manifest.file(name);
    Archive archive = manifest.archive(name);
    String place = archive.isKept() ? archive.name() : name;
    StoredFile stored =
        source
            .find(place)
            .orElseThrow(() -> failure("there is no " + source.expected(place), null));
    try {
      byte[] content = archive.isKept() ? kept(archive, name, stored) : readAll(stored);
      // First, since it can say what is wrong.
      T parsed = parser.parse(content);
      String found = Sha256.of(content);
      expected.check(content.length, found);
      sha256.put(name, found);
      return parsed;
    } catch (DamagedFile e) {
      throw failure(stored.location() + " is damaged: " + e.getMessage(), e);
    } catch (IOException e) {
      throw failure(stored.location() + " cannot be read: " + FailureReason.of(e), e);
    }
  }

  /** The SHA-256 of each file read so far, uncompressed, by name. */
  SortedMap<String, String> sha256() {
    return sha256;
  }

  private UserException failure(String reason, IOException cause) {
    return new UserException(
        "Cannot load " + manifest.name() + ": " + reason + "; " + remedy, cause);
  }

  /** Of an archive that is checked when it is first read from. */
  private byte[] kept(Archive archive, String name, StoredFile stored) throws IOException {
    if (!checked.contains(archive)) {
      archive.asFile().check(stored);
      checked.add(archive);
    }
    try (InputStream packed = stored.open()) {
      return archive.content(name, packed);
    }
  }

  private static byte[] readAll(StoredFile stored) throws IOException {
    try (InputStream content = stored.open()) {
      return content.readAllBytes();
    }
  }
}
