package org.qusecnets.sweep.options;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is made of options; a record declares them at its components ({@link Option}). */
public interface Declared {
  /**
   * All its options by configuration key, defaults included: what tables show and ids are made of.
   */
  default SortedMap<String, Object> parameters() {
    return new TreeMap<>(inOrder());
  }

  /** The same in the order of the record's components. */
  default Map<String, Object> inOrder() {
    if (this instanceof Record options) {
      return OptionValues.of(options);
    }
    throw new IllegalStateException(getClass().getName() + " is no record; override parameters()");
  }
}
