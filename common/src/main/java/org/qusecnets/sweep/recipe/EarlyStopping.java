package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/**
 * When training ends before its last epoch: at a plateau of the training loss. The model is the one
 * of the epoch that was run last. In certified training epochs count from where boxes are grown; a
 * teacher and its student end each on its own.
 *
 * @see <a href="https://doi.org/10.1007/978-3-642-35289-8_5">Prechelt 2012, Early Stopping - But
 *     When?</a>
 */
public record EarlyStopping(
    @Option(
            says =
                "Epochs in a row without a gain of the training loss after which training ends;"
                    + " 0 for never.",
            otherwise = "0",
            from = 0,
            leftOut = "0")
        int patience,
    @Option(
            says = "Share of the least loss so far that a loss must be below it to be a gain.",
            otherwise = "0.001",
            above = 0,
            below = 1,
            where = "patience != 0",
            absent = "0")
        double leastGain)
    implements Serializable {
  /** Checks both. */
  public EarlyStopping {
    Ranges.check(EarlyStopping.class, patience, leastGain);
  }

  /** All epochs are run. */
  static EarlyStopping never() {
    return new EarlyStopping(0, 0);
  }
}
