package org.qusecnets.sweep.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the manifest says of one dataset.
 *
 * @param name its name in configurations
 * @param licence the terms under which its publishers let it be used
 * @param citation how to cite it
 * @param homepage the web page of its publishers
 * @param directory the folder of its files inside the data folder
 * @param archives what its files are downloaded as
 */
record ManifestEntry(
    String name,
    String licence,
    String citation,
    String homepage,
    String directory,
    List<Archive> archives) {
  ManifestEntry {
    archives = List.copyOf(archives);
  }

  /** The folder of its files. */
  Path directory(Path dataDir) {
    return dataDir.resolve(directory);
  }

  /** Where each file may lie inside the data folder, the first place first. */
  List<List<String>> places() {
    return archives.stream()
        .flatMap(
            archive ->
                archive.stored().stream()
                    .map(file -> directory + "/" + file.name())
                    .map(
                        file ->
                            archive.isKept()
                                ? List.of(file)
                                : List.of(file, file + FileSource.GZIP_SUFFIX)))
        .toList();
  }

  /** The file of this name. */
  ContentFile file(String file) {
    return files()
        .filter(content -> content.name().equals(file))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("the manifest of " + name + " has no file " + file));
  }

  /** The archive that holds the file of this name. */
  Archive archive(String file) {
    return archives.stream()
        .filter(archive -> archive.contents().contains(file(file)))
        .findFirst()
        .orElseThrow();
  }

  /** Checks every file. */
  List<FileReport> verify(FileSource source) {
    return archives.stream()
        .flatMap(archive -> archive.stored().stream())
        .map(file -> file.verify(source))
        .toList();
  }

  private Stream<ContentFile> files() {
    return archives.stream().flatMap(archive -> archive.contents().stream());
  }
}
