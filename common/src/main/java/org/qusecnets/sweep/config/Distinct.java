package org.qusecnets.sweep.config;

import com.typesafe.config.ConfigOrigin;
import java.util.HashMap;
import java.util.Map;
import org.qusecnets.sweep.grid.Fingerprint;

/** Reports values of an axis that are there twice. */
final class Distinct {
  private final Problems problems;
  private final Map<String, Location> seen = new HashMap<>();

  Distinct(Problems problems) {
    this.problems = problems;
  }

  /**
   * Takes note of a value.
   *
   * @param name how messages call it
   * @param content what makes it the same as another
   */
  void add(ConfigOrigin origin, String name, Object content) {
    Location first = seen.putIfAbsent(Fingerprint.canonical(content), problems.locate(origin));
    if (first != null) {
      problems.add(origin, name + " is there twice, first at " + first + "; remove one");
    }
  }
}
