package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
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
 * @see <a href="https://arxiv.org/abs/1803.01442">Dhillon et al. 2018, Algorithm 1</a>
 */
record StochasticActivationPruning(
    @Option(
            says = "Draws r as a share of the layer's units.",
            otherwise = "1",
            above = 0,
            to = 1000)
        double samples)
    implements Defense {
  static final String TYPE = "stochastic-activation-pruning";

  StochasticActivationPruning {
    Ranges.check(StochasticActivationPruning.class, samples);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public ModelRecipe protect(ModelRecipe undefended) {
    return undefended.pruned(samples);
  }
}
