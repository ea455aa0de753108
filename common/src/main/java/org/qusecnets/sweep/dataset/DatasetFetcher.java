package org.qusecnets.sweep.dataset;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.UserException;

/**
 * Downloads datasets from their mirrors into a data folder.
 *
 * <p>A download is staged in a file that ends in {@code .part} beside its target, which a later
 * fetch continues; it takes its place when the length and SHA-256 of its content are right. Files
 * that are there and right are left alone, damaged ones are replaced.
 */
public final class DatasetFetcher {
  private final Path dataDir;
  private final FetchProgress progress;
  private final HttpDownload http;

  /**
   * A fetcher into a folder, which is made when needed.
   *
   * @param dataDir the data folder
   * @param options its timeouts
   * @param progress is told how it goes on
   */
  public DatasetFetcher(Path dataDir, FetchOptions options, FetchProgress progress) {
    this.dataDir = dataDir;
    this.progress = progress;
    this.http = new HttpDownload(options);
  }

  /**
   * Downloads what is missing or damaged of a dataset. Does nothing for one that comes with the
   * program.
   *
   * @throws UserException if no mirror has a file, or the folder cannot be written
   * @throws InterruptedException if the thread is interrupted; the next fetch goes on from there
   */
  public void fetch(DatasetDefinition dataset) throws InterruptedException {
    for (Archive archive : dataset.manifest().archives()) {
      if (isPresent(archive, dataset.source(dataDir, dataDir.toString()))) {
        progress.present(archive.name());
      } else {
        fetchFromMirrors(dataset, archive);
      }
    }
  }

  private static boolean isPresent(Archive archive, FileSource source) {
    return archive.stored().stream()
        .allMatch(file -> file.verify(source).state() == FileReport.State.OK);
  }

  private void fetchFromMirrors(DatasetDefinition dataset, Archive archive)
      throws InterruptedException {
    if (archive.urls().isEmpty()) {
      throw new UserException(
          "Cannot fetch "
              + dataset.name()
              + ": "
              + archive.name()
              + " is damaged, and no download; "
              + dataset.remedy(dataDir.toString()));
    }
    Path directory = makeDirectory(dataset);
    ArchiveInstaller installer = new ArchiveInstaller(archive, directory);
    List<String> failures = new ArrayList<>();
    for (URI url : archive.urls()) {
      try {
        download(archive, url, installer);
        return;
      } catch (IOException e) {
        String reason = FailureReason.of(e);
        progress.failed(archive.name(), url, reason);
        failures.add(url + ": " + reason);
      }
    }
    throw new UserException(
        "Cannot fetch "
            + dataset.name()
            + ": no mirror gives "
            + archive.name()
            + ":\n  "
            + String.join(",\n  ", failures)
            + ";\ncheck the network and try again, or put the file into "
            + directory
            + " yourself");
  }

  private Path makeDirectory(DatasetDefinition dataset) {
    Path directory = dataset.manifest().directory(dataDir);
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UserException(
          "Cannot fetch "
              + dataset.name()
              + ": the folder "
              + directory
              + " cannot be made ("
              + FailureReason.of(e)
              + "); choose another one with --data-dir",
          e);
    }
  }

  private void download(Archive archive, URI url, ArchiveInstaller installer)
      throws IOException, InterruptedException {
    Path part = installer.part();
    boolean continued = Files.exists(part) && Files.size(part) > 0;
    try {
      if (!continued || Files.size(part) < archive.bytes()) {
        http.download(
            url, part, bytes -> progress.downloaded(archive.name(), url, bytes, archive.bytes()));
      }
      installer.install();
    } catch (DamagedFile e) {
      Files.deleteIfExists(part);
      if (!continued) {
        throw e;
      }
      // What an earlier download left may be to blame, not this place.
      download(archive, url, installer);
    } finally {
      deleteIfEmpty(part);
    }
  }

  private static void deleteIfEmpty(Path part) throws IOException {
    if (Files.exists(part) && Files.size(part) == 0) {
      Files.delete(part);
    }
  }
}
