package org.qusecnets.sweep.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.qusecnets.sweep.dataset.DatasetDescription;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.SweepConfiguration;

/** Configuration files for tests. */
public final class Configurations {
  static final DatasetCatalog CATALOG =
      new DatasetCatalog() {
        @Override
        public Set<String> names() {
          return Set.of("mnist", "cifar10");
        }

        @Override
        public DatasetDescription description(String name) {
          return Datasets.named(name).description();
        }
      };

  /** A small sweep, one axis a line. */
  public static final String SMALL =
      """
      datasets = [{ name = mnist }]
      defenses = [{ type = none }]
      attacks = [{ type = fgsm, epsilons = [0.1] }]
      seeds = [1]
      """;

  private Configurations() {}

  public static Path write(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static SweepConfiguration read(Path file, String... overrides) {
    return ConfigurationReader.read(file, List.of(overrides), CATALOG);
  }
}
