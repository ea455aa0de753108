package org.qusecnets.sweep.attack;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/** The attacks that a configuration can name. */
public final class Attacks {
  private static final SortedMap<String, Function<Options, Attack>> READERS =
      withPlugins(
          Map.ofEntries(
              Map.entry(FastGradientSign.TYPE, FastGradientSign::read),
              Map.entry(IterativeSign.BASIC_ITERATIVE, IterativeSign::basicIterative),
              Map.entry(IterativeSign.PROJECTED_GRADIENT, IterativeSign::projectedGradient),
              Map.entry(CarliniWagner.TYPE, CarliniWagner::read),
              Map.entry(SaliencyMap.TYPE, SaliencyMap::read),
              Map.entry(DeepFool.TYPE, DeepFool::read),
              Map.entry(RandomNoise.TYPE, RandomNoise::read),
              Map.entry(Pointwise.TYPE, Pointwise::read),
              Map.entry(SinglePixel.TYPE, SinglePixel::read),
              Map.entry(LocalSearch.TYPE, LocalSearch::read)));

  private Attacks() {}

  private static SortedMap<String, Function<Options, Attack>> withPlugins(
      Map<String, Function<Options, Attack>> own) {
    SortedMap<String, Function<Options, Attack>> readers = new TreeMap<>(own);
    for (AttackPlugin plugin :
        ServiceLoader.load(AttackPlugin.class, AttackPlugin.class.getClassLoader())) {
      if (readers.putIfAbsent(plugin.type(), plugin::read) != null) {
        throw new UserException(
            "Cannot add the attack "
                + plugin.type()
                + " of "
                + plugin.getClass().getName()
                + ": there is one of this name; give it another");
      }
    }
    return readers;
  }

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
