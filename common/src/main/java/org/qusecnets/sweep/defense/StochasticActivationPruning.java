package org.qusecnets.sweep.defense;

import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.network.ModelRecipe;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/**
 * Stochastic activation pruning (SAP) of all hidden layers once the network is trained. Drawing
 * {@code r = samples x units} of a layer's units with replacement, each in proportion p to the size
 * of its activation, one is drawn at all with probability {@code 1 - (1 - p)^r}. With that
 * probability each unit is kept and divided by it; the others become 0.
 *
 * <p>Units are kept independently of each other, as in Athalye et al. 2018 (obfuscated-gradients:
 * with {@code 1 - exp(-r p)}, the same for many units, twice as many samples, and before the
 * rectifier). The authors draw the samples, as many as the layer has units, behind its rectifier: a
 * unit's probability is the same.
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
