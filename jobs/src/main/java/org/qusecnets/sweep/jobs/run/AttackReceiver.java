package org.qusecnets.sweep.jobs.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.qusecnets.sweep.evaluation.AdversarialImages;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.table.ExampleRow;

/** Takes, in tasks, what attacks make: of several units at a time. */
public interface AttackReceiver extends Serializable {
  /** Takes what the attack on one chunk makes: its images as they are made, its rows at the end. */
  interface Reception extends AdversarialImages, Closeable {
    /** Takes the rows, epsilon by epsilon, in the order of the images. */
    void finish(List<ExampleRow> rows) throws IOException;
  }

  /** Begins to take what a unit makes. */
  Reception begin(AttackUnit unit) throws IOException;
}
