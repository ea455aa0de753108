package org.qusecnets.sweep.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.qusecnets.sweep.dataset.DataDirectory;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.grid.DatasetOptions;
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

  /** The data sets, verified, by name. */
  Map<String, Dataset> load(List<DatasetOptions> options) {
    Map<String, Dataset> loaded = new TreeMap<>();
    for (DatasetOptions option : options) {
      loaded.computeIfAbsent(option.name(), name -> Datasets.named(name).load(directory()));
    }
    return loaded;
  }
}
