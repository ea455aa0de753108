package org.qusecnets.sweep.attack;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/** The attacks that a configuration can name. */
public final class Attacks {
  private static final SortedMap<String, Function<Options, Attack>> READERS =
      new TreeMap<>(Map.of(FastGradientSign.TYPE, FastGradientSign::read));

  private Attacks() {}

  /** The names, in alphabetical order. */
  public static Set<String> types() {
    return READERS.keySet();
  }

  /**
   * The attack of this name with these parameters.
   *
   * @throws InvalidOption if there is no such attack or a parameter is wrong
   */
  public static Attack read(String type, Options options) {
    Function<Options, Attack> reader = READERS.get(type);
    if (reader == null) {
      throw new InvalidOption("type", "must be one of " + String.join(", ", types()), type);
    }
    return reader.apply(options);
  }
}
