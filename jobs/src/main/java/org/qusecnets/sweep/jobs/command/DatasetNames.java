package org.qusecnets.sweep.jobs.command;

import java.util.List;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.DatasetDefinition;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.options.InvalidOption;
import picocli.CommandLine.Parameters;

/** Names of datasets on the command line. */
final class DatasetNames {
  @Parameters(
      paramLabel = "DATASET",
      arity = "1..*",
      description = "Datasets, such as mnist or cifar10.")
  private List<String> names;

  List<DatasetDefinition> definitions() {
    return names.stream().map(DatasetNames::definition).toList();
  }

  /** The dataset that the program knows by this name. */
  static DatasetDefinition definition(String name) {
    try {
      return Datasets.named(name);
    } catch (InvalidOption e) {
      throw new UserException("Cannot use dataset " + name + ": " + e.getMessage(), e);
    }
  }
}
