package org.qusecnets.sweep.defense;

import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.network.ActivationOptions;
import org.qusecnets.sweep.network.ModelRecipe;
import org.qusecnets.sweep.network.NetworkOptions;
import org.qusecnets.sweep.network.QuantizationOptions;
import org.qusecnets.sweep.network.QuantizationOptions.Derivative;
import org.qusecnets.sweep.network.QuantizationOptions.Placement;
import org.qusecnets.sweep.network.QuantizationOptions.Sharing;
import org.qusecnets.sweep.network.QuantizationOptions.ThresholdTraining;
import org.qusecnets.sweep.network.QuantizationOptions.Updater;
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
            "bounded-relu",
            Map.of(),
            Map.of("limit", 1.0),
            UNDEFENDED.with(new ActivationOptions.Bounded(1))),
        new Row(
            "quantized-activations",
            Map.of("bits", 2),
            Map.of(
                "bits",
                2,
                "thresholds",
                "dynamic",
                "threshold-updater",
                "adam",
                "threshold-learning-rate",
                1e-3),
            UNDEFENDED.with(
                new ActivationOptions.Quantized(2, ThresholdTraining.trained(Updater.ADAM, 1e-3)))),
        new Row(
            "stochastic-activation-pruning",
            Map.of(),
            Map.of("samples", 1.0),
            UNDEFENDED.pruned(1)));
  }
}
