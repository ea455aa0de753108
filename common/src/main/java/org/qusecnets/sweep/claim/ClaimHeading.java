package org.qusecnets.sweep.claim;

import java.util.Optional;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Declared;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Otherwise;
import org.qusecnets.sweep.options.Ranges;

/** What every claim says, whatever it compares. */
record ClaimHeading(
    @Option(
            says = "The claim's name.",
            pattern = "[a-z0-9-]+",
            rule = "must be made of a to z, 0 to 9 and -")
        String id,
    @Option(says = "What is claimed, in a sentence.") String claim,
    @Option(says = "Where it is claimed, such as Section V, Fig. 9.") String source,
    @Option(says = "Why our number is another one, where that is known.", optional = true)
        String note,
    @Option(says = "What is said of the cells.") Comparison.Type compare,
    @Option(
            says = "What the numbers are.",
            otherwise = "accuracy",
            cases = @Otherwise(where = "compare = reduces-slightly", value = "clean-accuracy"))
        Measure measure,
    @Option(
            says = "Test images behind the paper's number; 0 where that is not known.",
            otherwise = "0")
        int paperImages)
    implements Declared {
  static final Declaration<ClaimHeading> DECLARATION = Declaration.of(ClaimHeading.class);

  ClaimHeading {
    Ranges.check(ClaimHeading.class, id, claim, source, note, compare, measure, paperImages);
  }

  private record Compared(@Option(says = "As of a heading.") Comparison.Type compare) {}

  /** What a claim compares, whatever is wrong with the rest of it. */
  static Optional<Comparison.Type> comparison(Options options) {
    return Declaration.of(Compared.class).reading(options).value().map(Compared::compare);
  }
}
