package org.qusecnets.sweep.grid;

import java.util.Set;
import org.qusecnets.sweep.dataset.Datasets;

/** The datasets that a configuration can name, and how many images they have. */
public interface DatasetCatalog {
  /** The datasets of {@link Datasets}. */
  static DatasetCatalog registered() {
    return new DatasetCatalog() {
      @Override
      public Set<String> names() {
        return Datasets.names();
      }

      @Override
      public int trainSize(String name) {
        return Datasets.named(name).trainSize();
      }

      @Override
      public int testSize(String name) {
        return Datasets.named(name).testSize();
      }

      @Override
      public int classes(String name) {
        return Datasets.named(name).classes();
      }
    };
  }

  /** All names. */
  Set<String> names();

  /** Number of training images of the dataset of this name, one of {@link #names()}. */
  int trainSize(String name);

  /** Number of test images of the dataset of this name, one of {@link #names()}. */
  int testSize(String name);

  /** Number of classes of the dataset of this name, one of {@link #names()}. */
  int classes(String name);
}
