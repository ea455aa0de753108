package org.qusecnets.sweep.defense;

import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.defense.AdversarialTraining.Method;
import org.qusecnets.sweep.defense.InputDropout.Scaling;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.Applied;
import org.qusecnets.sweep.recipe.BoxCentres;
import org.qusecnets.sweep.recipe.BoxSchedule;
import org.qusecnets.sweep.recipe.CertifiedTraining;
import org.qusecnets.sweep.recipe.CertifiedTraining.Bounds;
import org.qusecnets.sweep.recipe.DetectorOptions;
import org.qusecnets.sweep.recipe.Distillation;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdOptimizer;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;
import org.qusecnets.sweep.recipe.TrainingAugmentation.Original;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

/** Every defense that a configuration can name, for all test classes. */
final class DefenseTable {
  static final ModelRecipe UNDEFENDED =
      ModelRecipe.undefended(NetworkOptions.defaults(), TrainingOptions.defaults());

  private DefenseTable() {}

  private static ModelRecipe certified(BoxCentres centres, Bounds bounds) {
    return UNDEFENDED
        .trainedWith(new TrainingOptions(20, 128, 1e-3, 0, Loss.CROSS_ENTROPY))
        .with(new CertifiedTraining(new BoxSchedule(0.3, 0.05, 0.5, 0.5, 0.5), centres, bounds));
  }

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
            UNDEFENDED.prepend(
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
                "threshold-optimizer", "adam",
                "threshold-learning-rate", 1e-3,
                "loss", "as-training"),
            UNDEFENDED.prepend(
                new QuantizationOptions(
                    3,
                    5,
                    ThresholdTraining.trained(ThresholdOptimizer.ADAM, 1e-3),
                    Sharing.PER_PIXEL,
                    Placement.LINEAR,
                    Derivative.EXACT))),
        new Row(
            "hard-quantization",
            Map.of("levels", 4),
            Map.of("levels", 4, "applied", "always"),
            UNDEFENDED.prepend(new HardQuantization(4, Applied.ALWAYS))),
        new Row(
            "bit-depth",
            Map.of("bits", 5),
            Map.of("bits", 5, "applied", "at-evaluation"),
            UNDEFENDED.prepend(new BitDepth(5, Applied.AT_EVALUATION))),
        new Row(
            "median-filter",
            Map.of(),
            Map.of("size", 2, "applied", "at-evaluation"),
            UNDEFENDED.prepend(new MedianFilter(2, Applied.AT_EVALUATION))),
        new Row(
            "non-local-means",
            Map.of(),
            Map.of("search", 13, "patch", 3, "strength", 2.0, "applied", "at-evaluation"),
            UNDEFENDED.prepend(new NonLocalMeans(13, 3, 2, Applied.AT_EVALUATION))),
        new Row(
            "feature-squeezing",
            Map.of("bits", 1),
            Map.of("bits", 1, "size", 2, "strength", 0.0, "false-positive-rate", 0.05),
            UNDEFENDED.with(
                new DetectorOptions(
                    List.of(
                        new BitDepth(1, Applied.AT_EVALUATION),
                        new MedianFilter(2, Applied.AT_EVALUATION)),
                    0.05))),
        new Row(
            "jpeg",
            Map.of(),
            Map.of("quality", 75, "applied", "at-evaluation"),
            UNDEFENDED.prepend(new JpegCompression(75, Applied.AT_EVALUATION))),
        new Row(
            "resize-and-pad",
            Map.of(),
            Map.of("smallest-share", 0.9, "padding", 0.5, "applied", "at-evaluation"),
            UNDEFENDED.prepend(new ResizeAndPad(0.9, 0.5, Applied.AT_EVALUATION))),
        new Row(
            "thermometer",
            Map.of(),
            Map.of("levels", 16),
            UNDEFENDED.prepend(new ThermometerEncoding(16))),
        new Row(
            "adversarial-training",
            Map.of("epsilon", 0.3),
            Map.of("method", "fgsm", "epsilon", 0.3, "clean", "kept"),
            UNDEFENDED.with(new AdversarialTraining(Method.FGSM, 1, 1, 0.3, Original.KEPT))),
        new Row(
            "interval-training",
            Map.of("epsilon", 0.3),
            Map.of(
                "epsilon", 0.3,
                "warm-up", 0.05,
                "ramp", 0.5,
                "kappa", 0.5,
                "decay", 0.5,
                "epochs", 20),
            certified(null, Bounds.INTERVAL)),
        new Row(
            "crown-interval-training",
            Map.of("epsilon", 0.3),
            Map.of(
                "epsilon", 0.3,
                "warm-up", 0.05,
                "ramp", 0.5,
                "kappa", 0.5,
                "decay", 0.5,
                "epochs", 20),
            certified(null, Bounds.CROWN_INTERVAL)),
        new Row(
            "small-box-training",
            Map.of("epsilon", 0.3),
            Map.of(
                "epsilon", 0.3,
                "warm-up", 0.05,
                "ramp", 0.5,
                "kappa", 0.5,
                "decay", 0.5,
                "share", 0.6,
                "iterations", 8,
                "step-size", 0.25,
                "epochs", 20),
            certified(new SmallBoxes(0.6, 8, 0.25), Bounds.INTERVAL)),
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
            UNDEFENDED.with(new Distillation(100))),
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
                "threshold-optimizer",
                "adam",
                "threshold-learning-rate",
                1e-3),
            UNDEFENDED.with(
                new ActivationOptions.Quantized(
                    2, ThresholdTraining.trained(ThresholdOptimizer.ADAM, 1e-3)))),
        new Row(
            "stochastic-activation-pruning",
            Map.of(),
            Map.of("samples", 1.0),
            UNDEFENDED.pruned(1)));
  }
}
