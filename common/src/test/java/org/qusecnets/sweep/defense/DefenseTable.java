package org.qusecnets.sweep.defense;

import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.defense.AdversarialTraining.Method;
import org.qusecnets.sweep.defense.InputDropout.Scaling;
import org.qusecnets.sweep.network.Distillation;
import org.qusecnets.sweep.network.ModelRecipe;
import org.qusecnets.sweep.network.NetworkOptions;
import org.qusecnets.sweep.network.QuantizationOptions;
import org.qusecnets.sweep.network.QuantizationOptions.Derivative;
import org.qusecnets.sweep.network.QuantizationOptions.Placement;
import org.qusecnets.sweep.network.QuantizationOptions.Sharing;
import org.qusecnets.sweep.network.QuantizationOptions.ThresholdTraining;
import org.qusecnets.sweep.network.QuantizationOptions.Updater;
import org.qusecnets.sweep.network.TrainingAugmentation.Original;
import org.qusecnets.sweep.network.TrainingOptions;

/** Every defense that a configuration can name, for all test classes. */
final class DefenseTable {
  static final ModelRecipe UNDEFENDED =
      ModelRecipe.undefended(NetworkOptions.defaults(), TrainingOptions.defaults());

  private DefenseTable() {}

  /**
   * One row for each defense that a configuration can name.
   *
   * @param given what a configuration gives, no more than it must
   * @param parameters what comes of it, defaults included
   * @param recipe what it makes of the undefended model
   */
  record Row(
      String type, Map<String, Object> given, Map<String, Object> parameters, ModelRecipe recipe) {}

  static List<Row> rows() {
    return List.of(
        new Row("none", Map.of(), Map.of(), UNDEFENDED),
        new Row(
            "cq",
            Map.of("levels", 4),
            Map.of("levels", 4, "z", 50.0, "placement", "linear", "derivative", "exact"),
            UNDEFENDED.behind(
                new QuantizationOptions(
                    4,
                    50,
                    ThresholdTraining.constant(),
                    Sharing.SHARED,
                    Placement.LINEAR,
                    Derivative.EXACT))),
        new Row(
            "tq",
            Map.of("levels", 3),
            Map.of(
                "levels", 3,
                "z", 5.0,
                "sharing", "per-pixel",
                "placement", "linear",
                "derivative", "exact",
                "threshold-updater", "adam",
                "threshold-learning-rate", 1e-3,
                "cost", "as-training"),
            UNDEFENDED.behind(
                new QuantizationOptions(
                    3,
                    5,
                    ThresholdTraining.trained(Updater.ADAM, 1e-3),
                    Sharing.PER_PIXEL,
                    Placement.LINEAR,
                    Derivative.EXACT))),
        new Row(
            "adversarial-training",
            Map.of("epsilon", 0.3),
            Map.of("method", "fgsm", "epsilon", 0.3, "clean", "kept"),
            UNDEFENDED.with(new AdversarialTraining(Method.FGSM, 1, 1, 0.3, Original.KEPT))),
        new Row(
            "gaussian-augmentation",
            Map.of("sigma", 0.3),
            Map.of("sigma", 0.3),
            UNDEFENDED.with(new GaussianAugmentation(0.3))),
        new Row(
            "input-dropout",
            Map.of(),
            Map.of("rate", 0.2, "scaling", "none"),
            UNDEFENDED.with(new InputDropout(0.2, Scaling.NONE))),
        new Row(
            "defensive-distillation",
            Map.of(),
            Map.of("temperature", 100.0),
            UNDEFENDED.with(new Distillation(100))));
  }
}
