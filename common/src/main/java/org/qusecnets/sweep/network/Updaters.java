package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;
import org.qusecnets.sweep.recipe.QuantizationOptions.Updater;

/** The updaters of all that a recipe has trained. */
final class Updaters {
  private Updaters() {}

  /** New ones for the parameters of an engine, always in the same order. */
  static List<ParameterUpdater> of(ModelRecipe recipe, NetworkEngine engine) {
    List<ParameterUpdater> updaters = new ArrayList<>();
    for (Parameters weights : engine.weights()) {
      updaters.add(new AdamUpdater(weights, recipe.training().learningRate()));
    }
    engine
        .quantization()
        .ifPresent(
            stage -> {
              if (stage.options().training() instanceof ThresholdTraining.Trained trained) {
                updaters.add(thresholdUpdater(stage.parameters(), trained));
              }
            });
    if (recipe.hidden().activation() instanceof ActivationOptions.Quantized quantized
        && quantized.thresholds() instanceof ThresholdTraining.Trained trained) {
      engine.activationThresholds().forEach(t -> updaters.add(thresholdUpdater(t, trained)));
    }
    return updaters;
  }

  private static ParameterUpdater thresholdUpdater(
      Parameters thresholds, ThresholdTraining.Trained trained) {
    return trained.updater() == Updater.SGD
        ? ParameterUpdater.gradientDescent(thresholds, trained.learningRate())
        : new AdamUpdater(thresholds, trained.learningRate());
  }
}
