package org.qusecnets.sweep.claim;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.OptionValues;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Reading;

/** What a claim says of cells, and the rule of its verdict. */
public sealed interface Comparison extends Serializable permits PairedComparison, SingleComparison {
  /** The comparisons there are. */
  enum Type {
    VALUE,
    AT_MOST,
    GAIN,
    DROPS,
    REDUCES_SLIGHTLY,
    EXCEEDS,
    FALLS;

    /** Its options, but for the cells. */
    public Declaration<? extends Comparison> declaration() {
      return switch (this) {
        case VALUE -> Declaration.of(Value.class);
        case AT_MOST -> Declaration.of(AtMost.class);
        case GAIN -> Declaration.of(Gain.class);
        case DROPS -> Declaration.of(Drops.class);
        case REDUCES_SLIGHTLY -> Declaration.of(ReducesSlightly.class);
        case EXCEEDS -> Declaration.of(Exceeds.class);
        case FALLS -> Declaration.of(Falls.class);
      };
    }

    private boolean isTwoSided() {
      return switch (this) {
        case VALUE, AT_MOST, FALLS -> false;
        case GAIN, DROPS, REDUCES_SLIGHTLY, EXCEEDS -> true;
      };
    }

    Reading<Comparison> reading(Options options, Terms terms) {
      Declaration<? extends Comparison> ofCells =
          isTwoSided()
              ? declaration().given("contrast", Reading.attempt(() -> terms.contrast(this)))
              : declaration().given("of", Reading.attempt(() -> terms.single(this)));
      return ofCells.reading(options).map(comparison -> comparison);
    }
  }

  /** Which one it is. */
  Type type();

  /** The cells that it speaks of. */
  List<Selector> selectors();

  /** All parameters by their configuration keys, selectors included. */
  default SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>(cells());
    parameters.putAll(OptionValues.of((Record) this));
    return parameters;
  }

  /** The selectors by their configuration keys. */
  SortedMap<String, Object> cells();

  /** What the numbers are, in words. */
  String measured(Measure measure);

  /**
   * The verdict.
   *
   * @param paper what the publication reports, or null
   */
  Finding judge(Evidence evidence, Measure measure, Paper paper);

  /**
   * Checks what else the claim says.
   *
   * @param paper what the publication reports, or null
   */
  default void check(Measure measure, Paper paper) {}

  /** That the publication reports a number. */
  static void checkReported(Type type, Paper paper) {
    if (paper == null) {
      throw new InvalidOption(
          Paper.KEY,
          "must be there, a number or a range such as [50, 96], where compare is "
              + Options.nameOf(type),
          "missing");
    }
  }
}
