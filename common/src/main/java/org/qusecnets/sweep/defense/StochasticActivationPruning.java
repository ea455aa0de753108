package org.qusecnets.sweep.defense;

import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * Stochastic activation pruning (SAP) of all hidden layers once the network is trained: each unit
 * of a layer is kept with probability {@code 1 - (1 - p)^r}, independently of the others, and
 * divided by it; those that are not kept become 0. Here p is the size of the unit's activation as a
 * share of all the layer's, behind its rectifier, and r is {@code samples x units}, rounded down
 * but at least 1. A layer whose activations are all 0 stays.
 *
 * <p>That is the probability to be drawn at all in r draws with replacement, each in proportion to
 * p, which is how the authors choose the units, in as many draws as the layer has units. Athalye et
 * al. 2018 (obfuscated-gradients) keep units independently, too: with {@code 1 - exp(-r p)}, the
 * same for many units, twice as many samples, and before the rectifier.
 *
 * @param samples r as a share of the layer's units, above 0 and at most 1000
 * @see <a href="https://arxiv.org/abs/1803.01442">Dhillon et al. 2018, Algorithm 1</a>
 */
record StochasticActivationPruning(double samples) implements Defense {
  static final String TYPE = "stochastic-activation-pruning";
  private static final double AUTHORS_SAMPLES = 1;

  /** Checks the number of samples. */
  StochasticActivationPruning {
    if (!(samples > 0 && samples <= 1000)) {
      throw new InvalidOption("samples", "must be above 0 and at most 1000", samples);
    }
  }

  static StochasticActivationPruning read(Options options) {
    return new StochasticActivationPruning(options.number("samples", AUTHORS_SAMPLES));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("samples", samples);
    return parameters;
  }

  @Override
  public ModelRecipe protect(ModelRecipe undefended) {
    return undefended.pruned(samples);
  }
}
