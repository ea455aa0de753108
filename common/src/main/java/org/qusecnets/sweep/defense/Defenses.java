package org.qusecnets.sweep.defense;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;

/** The defenses that a configuration can name. */
public final class Defenses {
  private static final SortedMap<String, Function<Options, Defense>> READERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(NoDefense.TYPE, NoDefense::read),
              Map.entry(ConstantQuantization.TYPE, ConstantQuantization::read),
              Map.entry(TrainableQuantization.TYPE, TrainableQuantization::read),
              Map.entry(HardQuantization.TYPE, HardQuantization::read),
              Map.entry(BitDepth.TYPE, BitDepth::read),
              Map.entry(MedianFilter.TYPE, MedianFilter::read),
              Map.entry(NonLocalMeans.TYPE, NonLocalMeans::read),
              Map.entry(FeatureSqueezing.TYPE, FeatureSqueezing::read),
              Map.entry(BoundedRelu.TYPE, BoundedRelu::read),
              Map.entry(GaussianAugmentation.TYPE, GaussianAugmentation::read),
              Map.entry(QuantizedActivations.TYPE, QuantizedActivations::read),
              Map.entry(AdversarialTraining.TYPE, AdversarialTraining::read),
              Map.entry(DefensiveDistillation.TYPE, DefensiveDistillation::read),
              Map.entry(InputDropout.TYPE, InputDropout::read),
              Map.entry(ThermometerEncoding.TYPE, ThermometerEncoding::read),
              Map.entry(JpegCompression.TYPE, JpegCompression::read),
              Map.entry(ResizeAndPad.TYPE, ResizeAndPad::read),
              Map.entry(StochasticActivationPruning.TYPE, StochasticActivationPruning::read)));

  private Defenses() {}

  /** The undefended network. */
  public static Defense none() {
    return new NoDefense();
  }

  /**
   * Several defenses in order, an image's way through them.
   *
   * @param parts one or more
   * @throws InvalidOption if they cannot go together
   */
  public static Defense inOrder(List<Defense> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Defense combination = new Combination(parts);
    combination.protect(
        ModelRecipe.undefended(NetworkOptions.defaults(), TrainingOptions.defaults()));
    return combination;
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
