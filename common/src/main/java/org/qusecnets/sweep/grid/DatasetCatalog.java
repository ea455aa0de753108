package org.qusecnets.sweep.grid;

import java.util.Set;
import org.qusecnets.sweep.dataset.DatasetDescription;
import org.qusecnets.sweep.dataset.Datasets;

/** The datasets that a configuration can name. */
public interface DatasetCatalog {
  /** The datasets of {@link Datasets}. */
  static DatasetCatalog registered() {
    return new DatasetCatalog() {
      @Override
      public Set<String> names() {
        return Datasets.names();
      }

      @Override
      public DatasetDescription description(String name) {
        return Datasets.named(name).description();
      }
    };
  }

  /** All names. */
  Set<String> names();

  /** What is known of the dataset of this name, one of {@link #names()}. */
  DatasetDescription description(String name);
}
