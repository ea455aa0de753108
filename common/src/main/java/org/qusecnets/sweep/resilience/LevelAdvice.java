package org.qusecnets.sweep.resilience;

import static org.qusecnets.sweep.resilience.ConstantLevels.FEWEST;
import static org.qusecnets.sweep.resilience.Figures.percent;
import static org.qusecnets.sweep.resilience.Figures.plain;

import java.util.List;
import java.util.OptionalInt;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/**
 * How many levels of constant quantization to put in front of a network, for perturbations of at
 * most epsilon in every value.
 *
 * @param epsilon largest change of a value, above 0 and at most 1
 * @param most the largest n whose half-distance of thresholds exceeds epsilon; empty from 0.25 on
 * @param fewest the smallest n from which on quantization changes the images no more than the
 *     tolerated noise does, in root mean square
 * @param levels the n to take; empty where quantization cannot help
 * @param reasoning how that comes, in sentences: what epsilon says, and the conclusion
 */
public record LevelAdvice(
    double epsilon, OptionalInt most, int fewest, OptionalInt levels, List<String> reasoning) {
  /** Keeps the sentences. */
  public LevelAdvice {
    reasoning = List.copyOf(reasoning);
  }

  /**
   * The advice for a network without a quantization layer.
   *
   * @param epsilon largest change of a value, above 0 and at most 1
   * @param values of the images that the network was measured with
   * @param strictest the curve of the noise that it tolerates least
   */
  public static LevelAdvice of(double epsilon, GreyValues values, ResilienceCurve strictest) {
    checkEpsilon(epsilon);
    OptionalInt most = ConstantLevels.largestFor(epsilon);
    int fewest = values.fewestWithin(strictest.tolerable().rmsChange());
    boolean helps = most.isPresent() || values.shareFartherThan(epsilon, FEWEST) > 0;
    OptionalInt levels = helps ? OptionalInt.of(most.orElse(FEWEST)) : OptionalInt.empty();
    return new LevelAdvice(
        epsilon,
        most,
        fewest,
        levels,
        List.of(whatEpsilonSays(epsilon, most, values), conclusion(epsilon, most, fewest, levels)));
  }

  /**
   * Checks an epsilon.
   *
   * @throws InvalidOption if it is not above 0 and at most 1
   */
  public static double checkEpsilon(double epsilon) {
    if (!(epsilon > 0 && epsilon <= 1)) {
      throw new InvalidOption("epsilon", "must be above 0 and at most 1", epsilon);
    }
    return epsilon;
  }

  private static String whatEpsilonSays(double epsilon, OptionalInt most, GreyValues values) {
    int n = most.orElse(FEWEST);
    String rule =
        most.isPresent()
            ? "The largest n with 1/(2n) above %s is %d (%s; %s)."
                .formatted(
                    plain(epsilon),
                    n,
                    plain(ConstantLevels.halfDistance(n)),
                    n == ConstantLevels.MOST
                        ? "the most there can be"
                        : "n = %d has %s"
                            .formatted(n + 1, plain(ConstantLevels.halfDistance(n + 1))))
            : "No n has 1/(2n) above %s: n = 2 has 0.25. What n = 2 still holds are values farther than %s from its one threshold, 1/2."
                .formatted(plain(epsilon), plain(epsilon));
    String share =
        " Of the values of these images %s are farther than %s from every threshold of n = %d; an attack can carry the others across one."
            .formatted(percent(values.shareFartherThan(epsilon, n)), plain(epsilon), n);
    OptionalInt half = values.mostWithHalfFartherThan(epsilon);
    return rule
        + share
        + (half.isPresent()
            ? " At least half of the values are farther up to n = %d.".formatted(half.getAsInt())
            : "");
  }

  private static String conclusion(
      double epsilon, OptionalInt most, int fewest, OptionalInt levels) {
    if (levels.isEmpty()) {
      return "At epsilon %s an attack can carry every value across the threshold of n = 2: quantization does not help."
          .formatted(plain(epsilon));
    }
    int n = levels.getAsInt();
    String tolerated =
        fewest <= n
            ? ""
            : " So few levels change the images more than this network tolerates: train it behind the quantization layer and compare the accuracy on clean images.";
    if (most.isEmpty()) {
      return "n = 2 is the most that quantization can do here, for those values only." + tolerated;
    }
    if (!tolerated.isEmpty()) {
      return "n = %d is what epsilon allows.".formatted(n) + tolerated;
    }
    return fewest == n
        ? "n = %d alone satisfies epsilon and MTN.".formatted(n)
        : "Every n from %d to %d satisfies epsilon and MTN; the largest changes the images least."
            .formatted(fewest, n);
  }

  /**
   * What the noise says, whatever epsilon is.
   *
   * @param values of the images that the network was measured with
   * @param strictest the curve of the noise that it tolerates least
   */
  static String whatTheNoiseSays(GreyValues values, ResilienceCurve strictest) {
    TolerableNoise tolerable = strictest.tolerable();
    String tolerated =
        "Quantization is itself a change of the values. Of the noises the network tolerates %s least: %s %s, which changes values by %s in root mean square."
            .formatted(
                Options.nameOf(strictest.noise()),
                tolerable.strength().isPresent() ? "a strength of" : "at least a strength of",
                plain(tolerable.strength().orElse(strictest.strongest())),
                plain(tolerable.rmsChange()));
    int n = values.fewestWithin(tolerable.rmsChange());
    return tolerated
        + " From n = %d on quantization changes these images no more than that (n = %d: %s%s)."
            .formatted(
                n,
                n,
                plain(values.rmsError(n)),
                n == FEWEST ? "" : "; n = %d: %s".formatted(n - 1, plain(values.rmsError(n - 1))));
  }
}
