package org.qusecnets.sweep.dataset;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A loaded dataset.
 *
 * @param name its name in configurations, such as {@code mnist}
 * @param train the training images
 * @param test the test images, of the same shape and classes
 * @param sha256 the SHA-256 of each file that it was read from, uncompressed, by file name
 */
public record Dataset(String name, ImageSet train, ImageSet test, SortedMap<String, String> sha256)
    implements Serializable {
  /** Checks that both sets are of one kind. */
  public Dataset {
    if (!train.shape().equals(test.shape()) || train.classes() != test.classes()) {
      throw new IllegalArgumentException(
          "training and test images of "
              + name
              + " must be of one kind, were "
              + train.shape()
              + " of "
              + train.classes()
              + " classes and "
              + test.shape()
              + " of "
              + test.classes());
    }
    sha256 = Collections.unmodifiableSortedMap(new TreeMap<>(sha256));
  }
}
