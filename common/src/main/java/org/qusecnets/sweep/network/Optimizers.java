package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.network.optimizer.AdamOptimizer;
import org.qusecnets.sweep.network.optimizer.DecoupledWeightDecay;
import org.qusecnets.sweep.network.optimizer.GradientClipping;
import org.qusecnets.sweep.network.optimizer.Optimizer;
import org.qusecnets.sweep.network.optimizer.SgdOptimizer;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;
import org.qusecnets.sweep.network.optimizer.TrainableParameters.Kind;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.OptimizerOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdOptimizer;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;
import org.qusecnets.sweep.recipe.TrainingOptions;

/** The optimizers of all that a recipe has trained. */
final class Optimizers {
  private final List<Optimizer> all = new ArrayList<>();
  private final List<TrainableParameters> weights;
  private final double clipNorm;

  /** New ones for the parameters of an engine, always in the same order. */
  Optimizers(ModelRecipe recipe, NetworkEngine engine) {
    weights = engine.weights();
    clipNorm = recipe.training().steps().clipNorm();
    weights.forEach(parameters -> all.add(weightOptimizer(parameters, recipe.training())));
    engine
        .quantization()
        .ifPresent(
            stage -> {
              if (stage.options().training() instanceof ThresholdTraining.Trained trained) {
                all.add(thresholdOptimizer(stage.parameters(), trained));
              }
            });
    if (recipe.hidden().activation() instanceof ActivationOptions.Quantized quantized
        && quantized.thresholds() instanceof ThresholdTraining.Trained trained) {
      engine.activationThresholds().forEach(t -> all.add(thresholdOptimizer(t, trained)));
    }
  }

  private static Optimizer weightOptimizer(
      TrainableParameters parameters, TrainingOptions training) {
    OptimizerOptions options = training.steps().optimizer();
    double rate = training.learningRate();
    double decay = parameters.kind() == Kind.WEIGHTS ? options.weightDecay() : 0;
    return switch (options.rule()) {
      case ADAM -> new AdamOptimizer(parameters, rate);
      case SGD -> new SgdOptimizer(parameters, rate, options.momentum(), decay);
      case ADAMW ->
          new DecoupledWeightDecay(new AdamOptimizer(parameters, rate), parameters, rate, decay);
    };
  }

  private static Optimizer thresholdOptimizer(
      TrainableParameters thresholds, ThresholdTraining.Trained trained) {
    return trained.optimizer() == ThresholdOptimizer.SGD
        ? Optimizer.gradientDescent(thresholds, trained.learningRate())
        : new AdamOptimizer(thresholds, trained.learningRate());
  }

  /**
   * One step of each, after the gradients of weights and biases were clipped if the recipe says so.
   *
   * @param share what it is a share of the usual size of, from 0 to 1
   */
  void step(double share) {
    if (clipNorm > 0) {
      GradientClipping.clip(weights, clipNorm);
    }
    all.forEach(optimizer -> optimizer.update(share));
  }

  /** Number of values that they keep from one step to the next. */
  int stateSize() {
    return all.stream().mapToInt(Optimizer::stateSize).sum();
  }

  /** Goes on where such optimizers were after so many steps; what they kept comes first. */
  void loadState(float[] state, int steps) {
    int from = 0;
    for (Optimizer optimizer : all) {
      optimizer.loadState(state, from, steps);
      from += optimizer.stateSize();
    }
  }

  /** Writes what they keep, one after another. */
  void storeState(float[] state) {
    int to = 0;
    for (Optimizer optimizer : all) {
      optimizer.storeState(state, to);
      to += optimizer.stateSize();
    }
  }
}
