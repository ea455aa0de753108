package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.options.InvalidOption;

/**
 * What a network that was trained elsewhere takes for a pixel {@code x} from 0 to 1: {@code (low +
 * (high - low) x - mean) / deviation}. It is part of the network, so that epsilons are of pixels.
 *
 * @param low what black is
 * @param high what white is
 * @param mean of each channel, or one of all, on that scale
 * @param deviation of each channel, or one of all, on that scale
 */
public record InputScale(double low, double high, List<Double> mean, List<Double> deviation)
    implements Serializable {
  static final String INPUT = "input";
  static final String MEAN = "mean";
  static final String DEVIATION = "std";

  /** The keys that configurations have it under. */
  public static final List<String> KEYS = List.of(INPUT, MEAN, DEVIATION);

  /**
   * Checks that black and white differ and deviations are above 0.
   *
   * @throws InvalidOption if not
   */
  public InputScale {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (!(Double.isFinite(low) && Double.isFinite(high) && low < high)) {
      throw new InvalidOption(
          INPUT, "must be two numbers, the second above the first", List.of(low, high));
    }
    if (mean.isEmpty() || !mean.stream().allMatch(Double::isFinite)) {
      throw new InvalidOption(MEAN, "must be a number, or one of each channel", mean);
    }
    if (deviation.isEmpty() || !deviation.stream().allMatch(d -> Double.isFinite(d) && d > 0)) {
      throw new InvalidOption(
          DEVIATION, "must be a number above 0, or one of each channel", deviation);
    }
    if (mean.size() != deviation.size() && mean.size() > 1 && deviation.size() > 1) {
      throw new InvalidOption(
          DEVIATION, "must be of as many channels as mean, " + mean.size(), deviation);
    }
  }

  /** Pixels as they are. */
  public static InputScale identity() {
    return new InputScale(0, 1, List.of(0.0), List.of(1.0));
  }

  /**
   * That of options; what they do not say is as of {@link #identity}.
   *
   * @param options numbers, or lists of numbers, under {@link #KEYS}
   * @throws InvalidOption if one is wrong
   */
  public static InputScale read(Map<String, ?> options) {
    List<Double> range = numbers(options, INPUT, List.of(0.0, 1.0));
    if (range.size() != 2) {
      throw new InvalidOption(INPUT, "must be two numbers such as [0, 1]", range);
    }
    return new InputScale(
        range.get(0),
        range.get(1),
        numbers(options, MEAN, List.of(0.0)),
        numbers(options, DEVIATION, List.of(1.0)));
  }

  private static List<Double> numbers(Map<String, ?> options, String key, List<Double> otherwise) {
    Object written = options.get(key);
    if (written == null) {
      return otherwise;
    }
    List<?> list =
        written instanceof List<?> several ? several : Collections.singletonList(written);
    if (!list.stream().allMatch(Number.class::isInstance)) {
      throw new InvalidOption(key, "must be a number or a list of numbers", written);
    }
    return list.stream().map(number -> ((Number) number).doubleValue()).toList();
  }

  /** Whether the network takes pixels as they are. */
  public boolean isIdentity() {
    return equals(identity());
  }

  /** Number of channels that it tells apart; 1 if it is the same for all. */
  public int channels() {
    return Math.max(mean.size(), deviation.size());
  }

  /** What a pixel of a channel is multiplied by. */
  public double factor(int channel) {
    return (high - low) / of(deviation, channel);
  }

  /** What is added then. */
  public double offset(int channel) {
    return (low - of(mean, channel)) / of(deviation, channel);
  }

  private static double of(List<Double> values, int channel) {
    return values.get(values.size() == 1 ? 0 : channel);
  }

  /** By configuration keys, what is as of {@link #identity} included. */
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put(INPUT, List.of(low, high));
    parameters.put(MEAN, mean);
    parameters.put(DEVIATION, deviation);
    return parameters;
  }
}
