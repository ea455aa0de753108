package org.qusecnets.sweep.defense;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Reading;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;

/** The defenses that a configuration can name. */
public final class Defenses {
  private static final SortedMap<String, Declaration<? extends Defense>> DECLARATIONS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(NoDefense.TYPE, Declaration.of(NoDefense.class)),
              Map.entry(ConstantQuantization.TYPE, Declaration.of(ConstantQuantization.class)),
              Map.entry(TrainableQuantization.TYPE, Declaration.of(TrainableQuantization.class)),
              Map.entry(HardQuantization.TYPE, Declaration.of(HardQuantization.class)),
              Map.entry(BitDepth.TYPE, Declaration.of(BitDepth.class)),
              Map.entry(MedianFilter.TYPE, Declaration.of(MedianFilter.class)),
              Map.entry(NonLocalMeans.TYPE, Declaration.of(NonLocalMeans.class)),
              Map.entry(FeatureSqueezing.TYPE, Declaration.of(FeatureSqueezing.class)),
              Map.entry(BoundedRelu.TYPE, Declaration.of(BoundedRelu.class)),
              Map.entry(GaussianAugmentation.TYPE, Declaration.of(GaussianAugmentation.class)),
              Map.entry(QuantizedActivations.TYPE, Declaration.of(QuantizedActivations.class)),
              Map.entry(AdversarialTraining.TYPE, Declaration.of(AdversarialTraining.class)),
              Map.entry(DefensiveDistillation.TYPE, Declaration.of(DefensiveDistillation.class)),
              Map.entry(InputDropout.TYPE, Declaration.of(InputDropout.class)),
              Map.entry(ThermometerEncoding.TYPE, Declaration.of(ThermometerEncoding.class)),
              Map.entry(JpegCompression.TYPE, Declaration.of(JpegCompression.class)),
              Map.entry(ResizeAndPad.TYPE, Declaration.of(ResizeAndPad.class)),
              Map.entry(
                  StochasticActivationPruning.TYPE,
                  Declaration.of(StochasticActivationPruning.class))));

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
    return DECLARATIONS.keySet();
  }

  /**
   * The options of the defense of this name.
   *
   * @throws InvalidOption if there is no such defense
   */
  public static Declaration<? extends Defense> declaration(String type) {
    Declaration<? extends Defense> declaration = DECLARATIONS.get(type);
    if (declaration == null) {
      throw new InvalidOption("type", "must be one of " + String.join(", ", types()), type);
    }
    return declaration;
  }

  /**
   * The defense of this name with these parameters.
   *
   * @throws InvalidOption if there is no such defense or a parameter is wrong
   */
  public static Defense read(String type, Options options) {
    return declaration(type).read(options);
  }

  /** What comes of these parameters: the defense, or all that is wrong with them. */
  public static Reading<Defense> reading(String type, Options options) {
    return declaration(type).reading(options).map(defense -> defense);
  }
}
