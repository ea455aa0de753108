package org.qusecnets.sweep.jobs.publication;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.jobs.store.Storage;

/**
 * A link that people can follow to the publication that counts, on local disks that have links.
 * What was copied may have a copy of the publication in its place, or nothing.
 */
final class PublicationLink {
  private PublicationLink() {}

  /**
   * Has the link lead to a publication, if it can be made. Whoever reads it meanwhile finds the
   * former one or this one.
   */
  static void set(Storage storage, String series, Publication publication) {
    Optional<Path> root = storage.local();
    if (root.isEmpty()
        || leads(root.get(), series, publication)
        || !isWhole(root.get().resolve(publication.folder()), publication)) {
      return;
    }
    Path link = root.get().resolve(series);
    Path staged = root.get().resolve(Storage.STAGED + series + "-" + UUID.randomUUID());
    try {
      Files.createSymbolicLink(staged, Path.of(publication.folder()));
      if (Files.isDirectory(link) && isCopy(link, publication.manifest().path("files"))) {
        PathUtils.deleteDirectory(link);
      }
      Files.move(staged, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | UnsupportedOperationException e) {
      // There are none on this disk, or something else lies there: it is told where the folder is.
      staged.toFile().delete();
    }
  }

  /** Whether no file of a publication is missing: else what lies elsewhere may be the only copy. */
  private static boolean isWhole(Path folder, Publication publication) {
    for (JsonNode file : publication.manifest().path("files")) {
      if (!Files.isRegularFile(folder.resolve(file.path("file").asText()))) {
        return false;
      }
    }
    return Files.isDirectory(folder);
  }

  /** Whether people who follow the link find this publication. */
  private static boolean leads(Path root, String series, Publication publication) {
    try {
      return Files.isSameFile(root.resolve(series), root.resolve(publication.folder()));
    } catch (IOException e) {
      return false;
    }
  }

  /** Where people find a publication: by its link if there is one, else in its own folder. */
  static String place(Storage storage, String series, Publication publication) {
    return storage.describe(
        storage.local().filter(root -> leads(root, series, publication)).isPresent()
            ? series
            : publication.folder());
  }

  /** Whether a folder holds the files of a publication, and no others. */
  private static boolean isCopy(Path folder, JsonNode files) throws IOException {
    if (Files.isSymbolicLink(folder)) {
      return false;
    }
    Map<String, String> expected = new HashMap<>();
    files.forEach(file -> expected.put(file.path("file").asText(), file.path("sha256").asText()));
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        boolean isMark = name.equals(Publication.SUPERSEDED);
        if (!isMark && !Sha256.of(Files.readAllBytes(file)).equals(expected.get(name))) {
          return false;
        }
      }
    }
    return true;
  }
}
