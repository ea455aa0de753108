package org.qusecnets.sweep.grid;

import java.util.Set;

/** The datasets that a configuration can name, and how many images they have. */
public interface DatasetCatalog {
  /** All names. */
  Set<String> names();

  /** Number of training images of the dataset of this name, one of {@link #names()}. */
  int trainSize(String name);

  /** Number of test images of the dataset of this name, one of {@link #names()}. */
  int testSize(String name);
}
