package org.qusecnets.sweep.defense;

import java.util.SortedMap;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;
import org.qusecnets.sweep.recipe.QuantizationOptions.Updater;
import org.qusecnets.sweep.recipe.TrainingOptions.Cost;

/**
 * Trainable quantization (TQ): a quantization layer whose thresholds are learned with the network
 * (QuSecNets, Section III).
 *
 * @param layer the quantization layer
 * @param cost what training minimises: as the {@code training} section says, or one of its own
 */
record TrainableQuantization(QuantizationOptions layer, CostChoice cost) implements Defense {
  static final String TYPE = "tq";
  private static final double PAPER_Z = 5;
  private static final double ADAM_LEARNING_RATE = 1e-3;

  /** Which cost trains network and thresholds. */
  enum CostChoice {
    /** That of the {@code training} section, the same as every other defense's. */
    AS_TRAINING,
    CROSS_ENTROPY,
    /** The paper's Eq. 2. */
    MEAN_SQUARED_ERROR
  }

  static TrainableQuantization read(Options options) {
    return new TrainableQuantization(
        new QuantizationOptions(
            options.requiredInteger("levels"),
            options.number("z", PAPER_Z),
            ThresholdTraining.trained(
                options.choice("threshold-updater", Updater.ADAM),
                options.number("threshold-learning-rate", ADAM_LEARNING_RATE)),
            options.choice("sharing", Sharing.PER_PIXEL),
            options.choice("placement", Placement.LINEAR),
            options.choice("derivative", Derivative.EXACT)),
        options.choice("cost", CostChoice.AS_TRAINING));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = layer.parameters();
    parameters.put("cost", Options.nameOf(cost));
    return parameters;
  }

  @Override
  public ModelRecipe protect(ModelRecipe undefended) {
    ModelRecipe behind = undefended.behind(layer);
    return switch (cost) {
      case AS_TRAINING -> behind;
      case CROSS_ENTROPY -> behind.trainedWith(undefended.training().with(Cost.CROSS_ENTROPY));
      case MEAN_SQUARED_ERROR ->
          behind.trainedWith(undefended.training().with(Cost.MEAN_SQUARED_ERROR));
    };
  }
}
