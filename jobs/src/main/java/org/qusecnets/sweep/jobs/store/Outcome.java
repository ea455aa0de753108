package org.qusecnets.sweep.jobs.store;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the driver learns of a unit of work that has a receipt.
 *
 * @param key the unit's key
 * @param file name of the receipt
 * @param status see {@link UnitResult}
 * @param facts its facts, but for the stack trace and the cells
 * @param cells the cells that it has examples of, or that failed with it
 * @param seconds how long the unit took; 0 if it was done before
 */
public record Outcome(
    String key,
    String file,
    String status,
    SortedMap<String, String> facts,
    List<String> cells,
    double seconds)
    implements Serializable {

  public static Outcome of(Receipt receipt, String file, double seconds) {
    SortedMap<String, String> facts = new TreeMap<>(receipt.result().facts());
    facts.remove(UnitResult.TRACE);
    facts.remove(UnitResult.CELLS);
    return new Outcome(
        receipt.key(), file, receipt.result().status(), facts, receipt.result().cells(), seconds);
  }

  public boolean isComplete() {
    return status.equals(UnitResult.COMPLETE);
  }
}
