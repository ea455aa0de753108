package org.qusecnets.sweep.jobs.command;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.qusecnets.sweep.config.ConfiguredDatasets;
import org.qusecnets.sweep.dataset.DataDirectory;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.grid.DatasetOptions;
import org.qusecnets.sweep.jobs.store.DataFolder;
import picocli.CommandLine.Option;

/** Where datasets are, for every command that reads them. */
final class DataOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Folder of the datasets: a local path, or a URI of any file system that Hadoop knows."
              + " Default: a folder in the user's cache.")
  private String directory;

  /** The option as it was given, to be put behind another command; empty if it was not. */
  String given() {
    return directory == null ? "" : " --data-dir " + directory;
  }

  DataFolder folder() {
    return new DataFolder(directory == null ? DataDirectory.defaultPath().toString() : directory);
  }

  /**
   * The datasets, verified, by name.
   *
   * @param configured what the configuration describes, which has been read with it
   */
  Map<String, Dataset> load(List<DatasetOptions> options, ConfiguredDatasets configured) {
    Map<String, Dataset> loaded = new TreeMap<>();
    for (DatasetOptions option : options) {
      loaded.computeIfAbsent(option.name(), name -> load(name, configured));
    }
    return loaded;
  }

  /** One of them. */
  Dataset load(String name, ConfiguredDatasets configured) {
    return configured.dataset(name).orElseGet(() -> folder().load(Datasets.named(name)));
  }
}
