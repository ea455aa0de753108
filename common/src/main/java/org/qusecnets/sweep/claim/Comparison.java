package org.qusecnets.sweep.claim;

import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/** What a claim says of cells, and the rule of its verdict. */
public sealed interface Comparison extends Serializable
    permits AtMost, Drops, Exceeds, Falls, Gain, ReducesSlightly, Value {
  /** The comparisons there are. */
  enum Type {
    VALUE,
    AT_MOST,
    GAIN,
    DROPS,
    REDUCES_SLIGHTLY,
    EXCEEDS,
    FALLS;

    Comparison read(Options options, Terms terms) {
      return switch (this) {
        case VALUE -> Value.read(options, terms);
        case AT_MOST -> AtMost.read(options, terms);
        case GAIN -> Gain.read(options, terms);
        case DROPS -> Drops.read(options, terms);
        case REDUCES_SLIGHTLY -> ReducesSlightly.read(options, terms);
        case EXCEEDS -> Exceeds.read(options, terms);
        case FALLS -> Falls.read(options, terms);
      };
    }
  }

  /** Which one it is. */
  Type type();

  /** The cells that it speaks of. */
  List<Selector> selectors();

  /** All parameters by their configuration keys, selectors included. */
  SortedMap<String, Object> parameters();

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

  /** A number of points from 0 to 100. */
  static double checkPoints(String key, double points) {
    if (!(points >= 0 && points <= 100)) {
      throw new InvalidOption(key, "must be from 0 to 100 points", points);
    }
    return points;
  }

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
