package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.options.Nested;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

/**
 * Trainable quantization (TQ): a quantization layer whose thresholds are learned with the network
 * (QuSecNets, Section III).
 *
 * @see <a href="https://arxiv.org/abs/1811.01437">Khalid, Ali et al. 2019 (QuSecNets), Section III,
 *     Eq. 1 to 4</a>
 */
record TrainableQuantization(
    @Nested(fixed = "training = dynamic", otherwise = "z = 5") QuantizationOptions layer,
    @Option(
            says = "What training minimises: as the training section says, or a loss of its own.",
            otherwise = "as-training")
        LossChoice loss)
    implements Defense {
  static final String TYPE = "tq";

  /** Which loss trains network and thresholds. */
  enum LossChoice {
    /** That of the {@code training} section, the same as every other defense's. */
    AS_TRAINING,
    CROSS_ENTROPY,
    /** The paper's Eq. 2. */
    MEAN_SQUARED_ERROR
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public ModelRecipe protect(ModelRecipe undefended) {
    ModelRecipe behind = undefended.prepend(layer);
    return switch (loss) {
      case AS_TRAINING -> behind;
      case CROSS_ENTROPY -> behind.trainedWith(undefended.training().with(Loss.CROSS_ENTROPY));
      case MEAN_SQUARED_ERROR ->
          behind.trainedWith(undefended.training().with(Loss.MEAN_SQUARED_ERROR));
    };
  }
}
