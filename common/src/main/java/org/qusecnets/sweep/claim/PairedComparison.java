package org.qusecnets.sweep.claim;

import java.util.List;
import java.util.SortedMap;

/** What a claim says of cells beside others. */
sealed interface PairedComparison extends Comparison permits Drops, Exceeds, Gain, ReducesSlightly {
  /** What is compared with what. */
  Contrast contrast();

  @Override
  default List<Selector> selectors() {
    return contrast().selectors();
  }

  @Override
  default SortedMap<String, Object> cells() {
    return contrast().parameters();
  }
}
