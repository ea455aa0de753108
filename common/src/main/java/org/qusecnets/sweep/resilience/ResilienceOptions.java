package org.qusecnets.sweep.resilience;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/**
 * How the resilience of networks is analysed.
 *
 * @param draws how often each image gets noise of each kind and strength, 1 to 1000
 * @param steps strengths of each kind, 1 to 100, evenly spaced up to the strongest
 * @param toleratedLoss of accuracy against clean images, at least 0 and below 1
 * @param strongest the strongest noise of each kind, from 0, which leaves it out, to 1
 */
public record ResilienceOptions(
    int draws, int steps, double toleratedLoss, Map<Noise, Double> strongest)
    implements Serializable {
  private static final int MOST_DRAWS = 1000;
  private static final int MOST_STEPS = 100;

  /** Checks all of them, and that there is noise. */
  public ResilienceOptions {
    if (draws < 1 || draws > MOST_DRAWS) {
      throw new InvalidOption("draws", "must be from 1 to " + MOST_DRAWS, draws);
    }
    if (steps < 1 || steps > MOST_STEPS) {
      throw new InvalidOption("steps", "must be from 1 to " + MOST_STEPS, steps);
    }
    if (!(toleratedLoss >= 0 && toleratedLoss < 1)) {
      throw new InvalidOption("tolerated-loss", "must be at least 0 and below 1", toleratedLoss);
    }
    Map<Noise, Double> all = new EnumMap<>(Noise.class);
    for (Noise noise : Noise.values()) {
      double most = strongest.getOrDefault(noise, 0.0);
      if (!(most >= 0 && most <= 1)) {
        throw new InvalidOption(
            Options.nameOf(noise), "must be from 0 (no such noise) to 1", strongest.get(noise));
      }
      all.put(noise, most);
    }
    if (all.values().stream().allMatch(most -> most == 0)) {
      throw new InvalidOption(
          Options.nameOf(Noise.UNIFORM), "must be above 0 where there is no other noise", 0.0);
    }
    strongest = Collections.unmodifiableMap(all);
  }

  /** Five draws at ten strengths of each kind; two points of accuracy may be lost. */
  public static ResilienceOptions defaults() {
    return new ResilienceOptions(
        5, 10, 0.02, Map.of(Noise.UNIFORM, 1.0, Noise.GAUSSIAN, 0.5, Noise.SALT_AND_PEPPER, 0.5));
  }

  /** Reads the {@code resilience} section. */
  public static ResilienceOptions read(Options options) {
    ResilienceOptions defaults = defaults();
    int draws = options.integer("draws", defaults.draws);
    int steps = options.integer("steps", defaults.steps);
    double toleratedLoss = options.number("tolerated-loss", defaults.toleratedLoss);
    Map<Noise, Double> strongest = new EnumMap<>(Noise.class);
    defaults.strongest.forEach(
        (noise, most) -> strongest.put(noise, options.number(Options.nameOf(noise), most)));
    return new ResilienceOptions(draws, steps, toleratedLoss, strongest);
  }

  /** All parameters by their configuration keys. */
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("draws", draws);
    parameters.put("steps", steps);
    parameters.put("tolerated-loss", toleratedLoss);
    strongest.forEach((noise, most) -> parameters.put(Options.nameOf(noise), most));
    return parameters;
  }

  /** The kinds of noise that are injected. */
  public List<Noise> noises() {
    return strongest.keySet().stream().filter(noise -> strongest.get(noise) > 0).toList();
  }

  /** The strengths of a kind, ascending, without 0. */
  public List<Double> strengths(Noise noise) {
    // In decimals: 0.3 and not three times the float nearest to 0.1.
    BigDecimal most = BigDecimal.valueOf(strongest.get(noise));
    return IntStream.rangeClosed(1, steps)
        .mapToObj(
            step ->
                most.multiply(BigDecimal.valueOf(step))
                    .divide(BigDecimal.valueOf(steps), MathContext.DECIMAL64)
                    .doubleValue())
        .toList();
  }
}
