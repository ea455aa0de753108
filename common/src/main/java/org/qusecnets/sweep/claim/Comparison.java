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
  /** The comparisons there are, each with the rule of its verdict in words. */
  enum Type {
    VALUE(
        "the number with its interval",
        "the interval overlaps the paper's (Wilson if `paper-images` is known, "
            + "else the bare number), or the numbers are at most `tolerance` apart",
        "at most `near` apart"),
    AT_MOST("the number with its interval", "the upper bound is at most `limit`", "the number is"),
    GAIN(
        "median of the pairs' gains, smallest and largest",
        "all lie in the paper's range extended by `tolerance`",
        "one does"),
    DROPS(
        "mean of `of` - `over`; the smallest and largest that the intervals allow",
        "in all pairs at least `at-least`, with disjoint intervals",
        "with disjoint intervals in at least half"),
    REDUCES_SLIGHTLY(
        "mean of `over` - `of`; likewise",
        "in all pairs above 0 and at most `limit`, with disjoint intervals",
        "above 0 and at most `limit` in at least half, be it by chance"),
    EXCEEDS(
        "share of pairs in % in which `of` is above `over`, Wilson interval over pairs",
        "more than half of all, and more wins than losses where intervals are disjoint",
        "at least half"),
    FALLS(
        "mean of first - last, smallest and largest",
        "in all groups alike in everything else the last is below the first "
            + "with disjoint intervals, and no step rises by more than its intervals "
            + "allow",
        "the last is below the first in at least half");

    private final String ours;
    private final String reproduced;
    private final String partly;

    Type(String ours, String reproduced, String partly) {
      this.ours = ours;
      this.reproduced = reproduced;
      this.partly = partly;
    }

    /** The rule of its verdict. */
    public Rule rule() {
      return new Rule(ours, reproduced, partly);
    }

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

  /**
   * The rule of a verdict in words, in Markdown; options are named by their keys. A claim of which
   * neither holds is not reproduced.
   *
   * @param ours what our number is
   * @param reproduced where the claim is reproduced
   * @param partly where it is partly
   */
  record Rule(String ours, String reproduced, String partly) {}

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
