package org.qusecnets.sweep.dataset;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipException;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.dataset.StoredFile.Compression;

/**
 * Puts a downloaded archive's files in their places, once their lengths and SHA-256 are right.
 *
 * <p>The contents decide, not the archive's own SHA-256: a mirror may have compressed them anew.
 */
final class ArchiveInstaller {
  private static final String PART_SUFFIX = ".part";

  private final Archive archive;
  private final Path directory;

  ArchiveInstaller(Archive archive, Path directory) {
    this.archive = archive;
    this.directory = directory;
  }

  /** Where the archive is downloaded to. */
  Path part() {
    return part(archive.name());
  }

  /**
   * Checks the downloaded archive and replaces the dataset's files with it.
   *
   * @throws DamagedFile if it is not what it must be
   */
  void install() throws IOException {
    StoredFile downloaded = stored(archive.compression());
    try {
      if (archive.isKept()) {
        archive.asFile().check(stored(Compression.NONE));
        move(part(), directory.resolve(archive.name()));
      } else if (archive.isTar()) {
        unpack(downloaded);
      } else {
        keep(downloaded);
      }
    } catch (DamagedFile | ZipException | EOFException e) {
      throw new DamagedFile(FailureReason.of(e) + "; " + comparison());
    }
  }

  private StoredFile stored(Compression compression) {
    return new StoredFile(part().toString(), part().toUri(), compression);
  }

  private String comparison() throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream part = new DigestInputStream(Files.newInputStream(part()), digest)) {
      part.transferTo(OutputStream.nullOutputStream());
    }
    return "the download has "
        + Files.size(part())
        + " bytes with SHA-256 "
        + Sha256.hexadecimal(digest)
        + ", published are "
        + archive.bytes()
        + " with "
        + archive.sha256();
  }

  private void keep(StoredFile downloaded) throws IOException {
    ContentFile content = archive.contents().get(0);
    content.check(downloaded);
    move(part(), directory.resolve(archive.name()));
    if (!content.name().equals(archive.name())) {
      // A damaged plain file would go before the compressed one.
      Files.deleteIfExists(directory.resolve(content.name()));
    }
  }

  private void unpack(StoredFile downloaded) throws IOException {
    Map<String, ContentFile> missing = new LinkedHashMap<>();
    archive.contents().forEach(file -> missing.put(file.name(), file));
    try {
      try (InputStream tar = downloaded.open()) {
        TarReader.read(tar, (name, content) -> extract(name, content, missing));
      }
      if (!missing.isEmpty()) {
        throw new DamagedFile("it has no file " + missing.keySet().iterator().next());
      }
      for (ContentFile file : archive.contents()) {
        move(part(file.name()), directory.resolve(file.name()));
      }
      Files.delete(part());
    } finally {
      for (ContentFile file : archive.contents()) {
        Files.deleteIfExists(part(file.name()));
      }
    }
  }

  private void extract(String name, InputStream content, Map<String, ContentFile> missing)
      throws IOException {
    ContentFile file = missing.remove(name);
    if (file != null) {
      try (OutputStream part = Files.newOutputStream(part(name))) {
        file.copy(content, part);
      }
    }
  }

  private Path part(String name) {
    return directory.resolve(name + PART_SUFFIX);
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
