package org.qusecnets.sweep.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import org.qusecnets.sweep.Sha256;

/**
 * What the manifest says of a file of a dataset, uncompressed.
 *
 * @param name its name without the suffix of a compression
 * @param bytes its length
 * @param sha256 its SHA-256 in lower-case hexadecimal; null if no source tells it, so that the
 *     archive is kept and checked
 */
record ContentFile(String name, long bytes, String sha256) {
  /** Compares a content of this length and SHA-256 with what it must be. */
  void check(long foundBytes, String foundSha256) throws DamagedFile {
    if (foundBytes != bytes) {
      throw new DamagedFile("it has " + foundBytes + " bytes, expected " + bytes);
    }
    if (sha256 != null && !foundSha256.equals(sha256)) {
      throw new DamagedFile("its SHA-256 is " + foundSha256 + ", expected " + sha256);
    }
  }

  /** Copies a content, and checks its length and SHA-256. */
  void copy(InputStream from, OutputStream to) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[1 << 16];
    long copied = 0;
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      copied += read;
      // What a server sends may unpack to more than the disk holds.
      if (copied > bytes) {
        throw new DamagedFile("it has more than " + bytes + " bytes, expected " + bytes);
      }
      digest.update(buffer, 0, read);
      to.write(buffer, 0, read);
    }
    check(copied, Sha256.hexadecimal(digest));
  }

  /** Checks the length and SHA-256 of a stored file. */
  void check(StoredFile file) throws IOException {
    try (InputStream content = file.open()) {
      copy(content, OutputStream.nullOutputStream());
    }
  }

  /** Looks for the file and checks it. */
  FileReport verify(FileSource source) {
    StoredFile file = source.find(name).orElse(null);
    if (file == null) {
      return new FileReport(name, FileReport.State.MISSING, "no " + source.expected(name));
    }
    try {
      check(file);
      return new FileReport(name, FileReport.State.OK, file.location());
    } catch (IOException e) {
      return new FileReport(
          name, FileReport.State.DAMAGED, file.location() + ": " + FailureReason.of(e));
    }
  }
}
