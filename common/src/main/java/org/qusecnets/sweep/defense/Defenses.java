package org.qusecnets.sweep.defense;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/** The defenses that a configuration can name. */
public final class Defenses {
  private static final SortedMap<String, Function<Options, Defense>> READERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(NoDefense.TYPE, NoDefense::read),
              Map.entry(ConstantQuantization.TYPE, ConstantQuantization::read),
              Map.entry(TrainableQuantization.TYPE, TrainableQuantization::read),
              Map.entry(AdversarialTraining.TYPE, AdversarialTraining::read),
              Map.entry(GaussianAugmentation.TYPE, GaussianAugmentation::read),
              Map.entry(InputDropout.TYPE, InputDropout::read),
              Map.entry(DefensiveDistillation.TYPE, DefensiveDistillation::read)));

  private Defenses() {}

  /** The undefended network. */
  public static Defense none() {
    return new NoDefense();
  }

  /** The names, in alphabetical order. */
  public static Set<String> types() {
    return READERS.keySet();
  }

  /**
   * The defense of this name with these parameters.
   *
   * @throws InvalidOption if there is no such defense or a parameter is wrong
   */
  public static Defense read(String type, Options options) {
    Function<Options, Defense> reader = READERS.get(type);
    if (reader == null) {
      throw new InvalidOption("type", "must be one of " + String.join(", ", types()), type);
    }
    return reader.apply(options);
  }
}
