package org.qusecnets.sweep.claim;

import java.util.List;
import java.util.SortedMap;

/** What a claim says of cells by themselves. */
sealed interface SingleComparison extends Comparison permits AtMost, Falls, Value {
  /** The cells. */
  Selector of();

  @Override
  default List<Selector> selectors() {
    return List.of(of());
  }

  @Override
  default SortedMap<String, Object> cells() {
    return of().asOnly();
  }
}
