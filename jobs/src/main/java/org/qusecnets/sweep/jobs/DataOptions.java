package org.qusecnets.sweep.jobs;

import java.nio.file.Path;
import org.qusecnets.sweep.dataset.DataDirectory;
import picocli.CommandLine.Option;

/** Where data sets are, for every command that reads them. */
final class DataOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Folder of the data sets. Default: a folder in the user's cache.")
  private Path directory;

  Path directory() {
    return directory == null ? DataDirectory.defaultPath() : directory;
  }
}
