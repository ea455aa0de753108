package org.qusecnets.sweep.defense;

import java.util.SortedMap;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;

/**
 * Constant quantization (CQ): a quantization layer whose thresholds stay where they were placed
 * (QuSecNets, Section III).
 *
 * <p>All pixels have the same thresholds, so there is no sharing to choose.
 */
record ConstantQuantization(QuantizationOptions layer) implements Defense {
  static final String TYPE = "cq";
  private static final double PAPER_Z = 50;

  static ConstantQuantization read(Options options) {
    return new ConstantQuantization(
        new QuantizationOptions(
            options.requiredInteger("levels"),
            options.number("z", PAPER_Z),
            ThresholdTraining.constant(),
            Sharing.SHARED,
            options.choice("placement", Placement.LINEAR),
            options.choice("derivative", Derivative.EXACT)));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = layer.parameters();
    parameters.remove("sharing");
    return parameters;
  }

  @Override
  public ModelRecipe protect(ModelRecipe undefended) {
    return undefended.behind(layer);
  }
}
