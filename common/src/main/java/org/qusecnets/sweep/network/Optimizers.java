package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.network.optimizer.AdamOptimizer;
import org.qusecnets.sweep.network.optimizer.Optimizer;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdOptimizer;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;

/** The optimizers of all that a recipe has trained. */
final class Optimizers {
  private Optimizers() {}

  /** New ones for the parameters of an engine, always in the same order. */
  static List<Optimizer> of(ModelRecipe recipe, NetworkEngine engine) {
    List<Optimizer> optimizers = new ArrayList<>();
    for (TrainableParameters weights : engine.weights()) {
      optimizers.add(new AdamOptimizer(weights, recipe.training().learningRate()));
    }
    engine
        .quantization()
        .ifPresent(
            stage -> {
              if (stage.options().training() instanceof ThresholdTraining.Trained trained) {
                optimizers.add(thresholdOptimizer(stage.parameters(), trained));
              }
            });
    if (recipe.hidden().activation() instanceof ActivationOptions.Quantized quantized
        && quantized.thresholds() instanceof ThresholdTraining.Trained trained) {
      engine.activationThresholds().forEach(t -> optimizers.add(thresholdOptimizer(t, trained)));
    }
    return optimizers;
  }

  private static Optimizer thresholdOptimizer(
      TrainableParameters thresholds, ThresholdTraining.Trained trained) {
    return trained.optimizer() == ThresholdOptimizer.SGD
        ? Optimizer.gradientDescent(thresholds, trained.learningRate())
        : new AdamOptimizer(thresholds, trained.learningRate());
  }
}
