package org.qusecnets.sweep.claim;

import java.util.List;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/**
 * What an entry of {@code claims} says but for its scalars.
 *
 * @param of the cells
 * @param over what they are compared with, or null if that is missing
 * @param where what both have in common
 * @param match the factors that are matched; empty for the usual ones
 * @param paper one or two numbers, or null if that is missing
 */
public record Terms(
    Selector of, Selector over, Selector where, List<Factor> match, List<Double> paper) {
  /** The keys of all these. */
  public static final List<String> KEYS = List.of("of", "over", "where", "match", Paper.KEY);

  /** The cells of a comparison that has one side only. */
  Selector single(Comparison.Type type) {
    String rule = "must not be there where compare is " + Options.nameOf(type);
    if (over != null) {
      throw new InvalidOption("over", rule, over.text());
    }
    if (!match.isEmpty()) {
      throw new InvalidOption("match", rule, match.stream().map(Factor::key).toList());
    }
    return where.with(of);
  }

  /** Both sides of a comparison. */
  Contrast contrast(Comparison.Type type) {
    if (over == null) {
      throw new InvalidOption(
          "over", "must be there where compare is " + Options.nameOf(type), "missing");
    }
    return new Contrast(where, of, over, match);
  }

  /** What the publication reports, or null. */
  Paper reported(int images) {
    if (paper == null) {
      if (images != 0) {
        throw new InvalidOption(Paper.IMAGES, "must not be there without paper", images);
      }
      return null;
    }
    if (paper.isEmpty() || paper.size() > 2) {
      throw new InvalidOption(Paper.KEY, "must be a number or a range such as [50, 96]", paper);
    }
    return new Paper(paper.get(0), paper.get(paper.size() - 1), images);
  }
}
