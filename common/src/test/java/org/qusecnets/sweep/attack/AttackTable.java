package org.qusecnets.sweep.attack;

import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.options.Options;

/** All attacks, for the tests of what holds for each of them. */
public final class AttackTable {
  private AttackTable() {}

  /**
   * One row for each attack that a configuration can name.
   *
   * @param access what it asks of the model
   * @param norm what its epsilons bound where a configuration chooses nothing
   * @param parameters its defaults
   * @param quick options with which it is run in tests
   */
  record Row(
      String type,
      Access access,
      Norm norm,
      Map<String, Object> parameters,
      List<Map<String, Object>> quick) {}

  private static final List<Row> ROWS =
      List.of(
          new Row(
              "fgsm",
              Access.GRADIENTS,
              Norm.LINF,
              Map.of("target", "none"),
              List.of(Map.of(), Map.of("target", "least-likely"))),
          new Row(
              "bim",
              Access.GRADIENTS,
              Norm.LINF,
              iterative("clean", 10, 1.0 / 4),
              List.of(
                  Map.of(),
                  Map.of("target", "runner-up", "loss", "margin", "step-size", 0.3),
                  Map.of(
                      "stop",
                      "after-all-iterations",
                      "step-unit",
                      "pixel-range",
                      "step-size",
                      0.02))),
          new Row(
              "pgd",
              Access.GRADIENTS,
              Norm.LINF,
              iterative("random", 40, 1.0 / 4),
              List.of(
                  Map.of("restarts", 3, "iterations", 8, "step-size", 0.2),
                  Map.of("norm", "l2", "iterations", 8, "step-size", 0.2, "loss", "dlr"),
                  Map.of("norm", "l1", "iterations", 8, "step-size", 0.3, "step-share", 0.1),
                  Map.of(
                      "stop",
                      "after-all-iterations",
                      "reuse-successes",
                      "never",
                      "target",
                      "random"))),
          new Row(
              "autoattack",
              Access.GRADIENTS,
              Norm.LINF,
              Map.of("norm", "linf", "version", "standard", "iterations", 100, "queries", 5000),
              List.of(
                  Map.of("iterations", 3, "queries", 5),
                  Map.of("iterations", 2, "queries", 3, "version", "plus", "norm", "l2"),
                  Map.of("iterations", 4, "queries", 3, "norm", "l1"),
                  Map.of("iterations", 5, "version", "rand"))),
          new Row(
              "apgd",
              Access.GRADIENTS,
              Norm.LINF,
              Map.of(
                  "norm", "linf",
                  "loss", "cross-entropy",
                  "start", "random",
                  "iterations", 100,
                  "restarts", 1,
                  "stop", "at-success",
                  "reuse-successes", "smaller-epsilons"),
              List.of(
                  Map.of("iterations", 10, "restarts", 2),
                  Map.of("iterations", 8, "loss", "targeted-dlr", "targets", 3, "norm", "l2"),
                  Map.of("iterations", 10, "norm", "l1"),
                  Map.of("iterations", 10, "norm", "l1", "radii", "constant", "start", "clean"),
                  Map.of(
                      "iterations",
                      12,
                      "loss",
                      "dlr",
                      "stop",
                      "after-all-iterations",
                      "reuse-successes",
                      "never"))),
          new Row(
              "cw",
              Access.GRADIENTS,
              Norm.L2,
              Map.of(
                  "bound",
                  "l2",
                  "target",
                  "none",
                  "confidence",
                  0.0,
                  "learning-rate",
                  0.1,
                  "search-steps",
                  9,
                  "iterations",
                  300,
                  "initial-constant",
                  10.0,
                  "abort",
                  "never",
                  "reuse-successes",
                  "never",
                  "end",
                  "boundary"),
              List.of(
                  Map.of("search-steps", 3, "iterations", 40, "learning-rate", 0.05),
                  Map.of("search-steps", 2, "iterations", 20, "end", "grey-levels"),
                  Map.of(
                      "target", "next", "iterations", 30, "learning-rate", 0.1, "confidence", 0.2),
                  Map.of("bound", "linf-clip", "iterations", 30, "search-steps", 10),
                  Map.of("bound", "linf-box", "iterations", 30, "abort", "early"),
                  Map.of("bound", "linf-box", "iterations", 10, "reuse-successes", "never"))),
          new Row(
              "jsma",
              Access.GRADIENTS,
              Norm.L0,
              Map.of("target", "next", "theta", 1.0, "gamma", 0.1, "saliency", "probabilities"),
              List.of(
                  Map.of(),
                  Map.of("saliency", "logits", "theta", -0.4, "gamma", 0.6),
                  Map.of("target", "least-likely", "iterations", 6))),
          new Row(
              "deepfool",
              Access.GRADIENTS,
              Norm.L2,
              Map.of("norm", "l2", "iterations", 50, "overshoot", 0.02, "end", "boundary"),
              List.of(
                  Map.of("iterations", 10),
                  Map.of("norm", "linf", "iterations", 5, "end", "grey-levels"))),
          new Row(
              "ddn",
              Access.GRADIENTS,
              Norm.L2,
              Map.of(
                  "target",
                  "none",
                  "iterations",
                  100,
                  "initial-radius",
                  1.0,
                  "gamma",
                  0.05,
                  "end",
                  "boundary"),
              List.of(
                  Map.of("iterations", 20),
                  Map.of("iterations", 15, "target", "next", "end", "grey-levels"))),
          new Row(
              "fab",
              Access.GRADIENTS,
              Norm.LINF,
              Map.of(
                  "norm",
                  "linf",
                  "towards",
                  "each-class",
                  "targets",
                  9,
                  "iterations",
                  100,
                  "restarts",
                  1,
                  "alpha-max",
                  0.1,
                  "eta",
                  1.05,
                  "beta",
                  0.9,
                  "end",
                  "boundary"),
              List.of(
                  Map.of("iterations", 8, "targets", 2),
                  Map.of("iterations", 5, "towards", "nearest-class", "norm", "l2"),
                  Map.of("iterations", 5, "targets", 2, "restarts", 2, "norm", "l1"),
                  Map.of("iterations", 5, "targets", 1, "restarts", 2, "end", "grey-levels"))),
          new Row(
              "fmn",
              Access.GRADIENTS,
              Norm.L2,
              Map.of(
                  "norm",
                  "l2",
                  "target",
                  "none",
                  "iterations",
                  100,
                  "first-step",
                  1.0,
                  "gamma",
                  0.05,
                  "end",
                  "boundary"),
              List.of(
                  Map.of("iterations", 20),
                  Map.of("norm", "linf", "iterations", 20, "target", "runner-up"),
                  Map.of("norm", "l1", "iterations", 20),
                  Map.of("norm", "l0", "iterations", 20, "end", "grey-levels"))),
          new Row(
              "random-noise",
              Access.LABELS,
              Norm.L2,
              Map.of("distribution", "gaussian", "draws", 100),
              List.of(Map.of("draws", 20), Map.of("distribution", "uniform", "draws", 20))),
          new Row(
              "pointwise",
              Access.LABELS,
              Norm.L0,
              Map.of("norm", "l0", "noise-levels", 100, "search-steps", 10),
              List.of(
                  Map.of("noise-levels", 20),
                  Map.of("norm", "l2", "search-steps", 4, "end", "grey-levels"))),
          new Row(
              "square",
              Access.PROBABILITIES,
              Norm.LINF,
              Map.of(
                  "norm",
                  "linf",
                  "queries",
                  5000,
                  "first-share",
                  0.8,
                  "reuse-successes",
                  "smaller-epsilons"),
              List.of(
                  Map.of("queries", 30),
                  Map.of("queries", 30, "norm", "l1"),
                  Map.of("queries", 20, "norm", "l2", "reuse-successes", "never"))),
          new Row(
              "boundary",
              Access.LABELS,
              Norm.L2,
              Map.of(
                  "queries",
                  25_000,
                  "spherical-step",
                  0.01,
                  "source-step",
                  0.01,
                  "start",
                  "blended-noise",
                  "end",
                  "boundary"),
              List.of(
                  Map.of("queries", 150),
                  Map.of("queries", 120, "start", "salt-and-pepper", "end", "grey-levels"))),
          new Row(
              "hopskipjump",
              Access.LABELS,
              Norm.L2,
              Map.of(
                  "norm",
                  "l2",
                  "queries",
                  25_000,
                  "probes",
                  100,
                  "gamma",
                  1.0,
                  "start",
                  "salt-and-pepper",
                  "end",
                  "boundary"),
              List.of(
                  Map.of("queries", 150, "probes", 10),
                  Map.of("queries", 150, "norm", "linf", "start", "blended-noise"))),
          new Row(
              "single-pixel",
              Access.LABELS,
              Norm.L0,
              Map.of("target", "none", "pixels", 100),
              List.of(Map.of(), Map.of("target", "next", "pixels", 5))),
          new Row(
              "local-search",
              Access.PROBABILITIES,
              Norm.L0,
              Map.of(
                  "iterations", 10,
                  "trial", 1.0,
                  "step", 1.5,
                  "changes", 5,
                  "reach", 5,
                  "seed-share", 0.1,
                  "most-seeds", 128),
              List.of(Map.of("changes", 2, "reach", 1, "seed-share", 0.5, "most-seeds", 4))));

  private static Map<String, Object> iterative(String start, int iterations, double stepSize) {
    return Map.ofEntries(
        Map.entry("norm", "linf"),
        Map.entry("target", "none"),
        Map.entry("start", start),
        Map.entry("iterations", iterations),
        Map.entry("step-size", stepSize),
        Map.entry("step-unit", "epsilon"),
        Map.entry("restarts", 1),
        Map.entry("loss", "cross-entropy"),
        Map.entry("stop", "at-success"),
        Map.entry("reuse-successes", "smaller-epsilons"));
  }

  static List<Row> rows() {
    return ROWS;
  }

  /** Every attack with options under which it takes little time. */
  public static List<Attack> quick() {
    return ROWS.stream()
        .flatMap(
            row -> row.quick().stream().map(given -> Attacks.read(row.type(), Options.of(given))))
        .toList();
  }
}
