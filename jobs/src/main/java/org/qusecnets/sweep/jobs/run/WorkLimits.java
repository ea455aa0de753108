package org.qusecnets.sweep.jobs.run;

import java.io.Serializable;
import java.time.Duration;

/**
 * What a unit of work may take.
 *
 * @param deadline how long it may take; null for as long as it needs
 * @param tries how often a unit is tried that ends its JVM, at least 1
 */
public record WorkLimits(Duration deadline, int tries) implements Serializable {
  /** As long as it needs, three times. */
  public static WorkLimits defaults() {
    return new WorkLimits(null, 3);
  }
}
