package org.qusecnets.sweep.resilience;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Declared;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Ranges;

/** How the resilience of networks is analysed. */
public record ResilienceOptions(
    @Option(
            says = "How often each image gets noise of each kind and strength.",
            otherwise = "5",
            from = 1,
            to = 1000)
        int draws,
    @Option(
            says = "Strengths of each kind, evenly spaced up to the strongest.",
            otherwise = "10",
            from = 1,
            to = 100)
        int steps,
    @Option(
            says = "Loss of accuracy against clean images that is tolerated.",
            otherwise = "0.02",
            from = 0,
            below = 1)
        double toleratedLoss,
    @Option(
            says = "The strongest uniform noise.",
            otherwise = "1",
            from = 0,
            to = 1,
            rule = ResilienceOptions.STRONGEST)
        double uniform,
    @Option(
            says = "The strongest Gaussian noise.",
            otherwise = "0.5",
            from = 0,
            to = 1,
            rule = ResilienceOptions.STRONGEST)
        double gaussian,
    @Option(
            says = "The strongest salt-and-pepper noise.",
            otherwise = "0.5",
            from = 0,
            to = 1,
            rule = ResilienceOptions.STRONGEST)
        double saltAndPepper)
    implements Declared, Serializable {
  static final String STRONGEST = "must be from 0 (no such noise) to 1";

  /** The options of the {@code resilience} section. */
  public static final Declaration<ResilienceOptions> DECLARATION =
      Declaration.of(ResilienceOptions.class);

  /** Checks all of them, and that there is noise. */
  public ResilienceOptions {
    Ranges.check(
        ResilienceOptions.class, draws, steps, toleratedLoss, uniform, gaussian, saltAndPepper);
    if (uniform == 0 && gaussian == 0 && saltAndPepper == 0) {
      throw new InvalidOption(
          Options.nameOf(Noise.UNIFORM), "must be above 0 where there is no other noise", 0.0);
    }
  }

  /** Five draws at ten strengths of each kind; two points of accuracy may be lost. */
  public static ResilienceOptions defaults() {
    return DECLARATION.defaults();
  }

  /** The kinds of noise that are injected. */
  public List<Noise> noises() {
    return Stream.of(Noise.values()).filter(noise -> strongest(noise) > 0).toList();
  }

  /** The strongest noise of a kind, from 0, which leaves it out, to 1. */
  private double strongest(Noise noise) {
    return switch (noise) {
      case UNIFORM -> uniform;
      case GAUSSIAN -> gaussian;
      case SALT_AND_PEPPER -> saltAndPepper;
    };
  }

  /** The strengths of a kind, ascending, without 0. */
  public List<Double> strengths(Noise noise) {
    // In decimals: 0.3 and not three times the float nearest to 0.1.
    BigDecimal most = BigDecimal.valueOf(strongest(noise));
    return IntStream.rangeClosed(1, steps)
        .mapToObj(
            step ->
                most.multiply(BigDecimal.valueOf(step))
                    .divide(BigDecimal.valueOf(steps), MathContext.DECIMAL64)
                    .doubleValue())
        .toList();
  }
}
