package org.qusecnets.sweep.plan;

import java.util.Collection;
import org.qusecnets.sweep.dataset.DatasetDescription;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.plan.Estimate.Basis;
import org.qusecnets.sweep.recipe.Architecture;
import org.qusecnets.sweep.recipe.Architectures;
import org.qusecnets.sweep.recipe.InputTransform;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * Estimates for a current server processor (AMD EPYC 9004), rounded: the rates of the network on
 * images of this kind, what stands in front of it added for each image.
 */
public final class NominalEstimates implements WorkloadEstimates {
  private static final Rates CNN_GREY = new Rates(2100, 3600, 7500, 7);
  private static final Rates CNN_COLOUR = new Rates(1000, 1600, 3400, 1.5);
  private static final Rates MLP_GREY = new Rates(90_000, 100_000, 200_000, 90);
  private static final Rates MLP_COLOUR = new Rates(40_000, 45_000, 90_000, 75);

  /** Seconds for each value and threshold of a quantization layer. */
  private static final double QUANTIZATION_TRAINING = 35e-9;

  private static final double QUANTIZATION_GRADIENT = 15e-9;
  private static final double QUANTIZATION_INFERENCE = 3e-9;

  /** A value of a layer is written, rectified and laid out anew in about the time of so many. */
  private static final double MULTIPLICATIONS_OF_A_VALUE = 400;

  @Override
  public String origin() {
    return """
        The estimates are nominal: they are for one core of an AMD EPYC 9004, where no image's
        attack ends before its last step, as most do. Nothing was measured.
        """;
  }

  @Override
  public Estimate of(Collection<Workload.Part> parts) {
    double seconds =
        parts.stream()
            .mapToDouble(part -> rates(part.dataset(), part.recipe()).seconds(part.work()))
            .sum();
    return new Estimate(seconds, Basis.NOMINAL);
  }

  /** The rates of a model, with its transforms in front wherever the work meets it. */
  static Rates rates(DatasetDescription dataset, ModelRecipe recipe) {
    ImageShape shape = dataset.shape();
    boolean grey = shape.channels() == 1;
    Architecture architecture = recipe.network().architecture();
    Architecture measured =
        architecture.isConvolutional() ? Architectures.PAPER_CNN : Architectures.MLP_200_200;
    Rates ofMeasured =
        architecture.isConvolutional()
            ? grey ? CNN_GREY : CNN_COLOUR
            : grey ? MLP_GREY : MLP_COLOUR;
    int classes = dataset.classes();
    Rates network =
        ofMeasured.times(effort(measured, shape, classes) / effort(architecture, shape, classes));
    double transforms =
        recipe.input().transforms().mapToDouble(NominalEstimates::secondsOfValue).sum()
            * shape.size();
    double thresholds =
        shape.size()
            * recipe.quantizationLayer().map(layer -> (double) layer.thresholds()).orElse(0.0);
    return network.behind(
        transforms + thresholds * QUANTIZATION_TRAINING,
        transforms + thresholds * QUANTIZATION_GRADIENT,
        transforms + thresholds * QUANTIZATION_INFERENCE);
  }

  /** What an image takes of a network, in multiplications. */
  private static double effort(Architecture architecture, ImageShape shape, int classes) {
    return architecture.multiplications(shape, classes)
        + MULTIPLICATIONS_OF_A_VALUE * architecture.values(shape, classes);
  }

  /** About how long a transform takes for one value, its gradient included. */
  private static double secondsOfValue(InputTransform transform) {
    return switch (transform.type()) {
      case "non-local-means" -> 2e-6;
      case "median-filter" -> 100e-9;
      case "jpeg" -> 50e-9;
      default -> 10e-9;
    };
  }
}
