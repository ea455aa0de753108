package org.qusecnets.sweep.grid;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.qusecnets.sweep.attack.Cost;
import org.qusecnets.sweep.dataset.DatasetDefinition;
import org.qusecnets.sweep.dataset.Datasets;

/** What a sweep will do and what it will take, before anything is done. */
public final class Plan {
  private final Grid grid;
  private final SweepConfiguration configuration;

  private Plan(Grid grid, SweepConfiguration configuration) {
    this.grid = grid;
    this.configuration = configuration;
  }

  /** The plan of a grid that was expanded from this configuration. */
  public static Plan of(Grid grid, SweepConfiguration configuration) {
    return new Plan(grid, configuration);
  }

  /**
   * Images shown to networks in training: training images times epochs, over all models with
   * weights of their own and their teachers, and what is added to each batch.
   */
  public long trainingImages() {
    return trained().mapToLong(model -> batched(model) * model.recipe().hardening().images()).sum();
  }

  /** One model of those that have the same weights. */
  private Stream<ModelSpecification> trained() {
    Map<String, ModelSpecification> byWeights = new LinkedHashMap<>();
    grid.models().forEach(model -> byWeights.putIfAbsent(model.weightsId(), model));
    return byWeights.values().stream();
  }

  /** Images that batches are made of, before anything is added. */
  private static long batched(ModelSpecification model) {
    return model
        .substituted()
        .map(substitution -> substitution.options().trainingImages())
        .orElse((long) model.dataset().trainImages() * model.epochs());
  }

  /** Passes that one answer of a model to an attack takes. */
  private static int draws(AttackUnit unit) {
    return unit.attack().threat().draws();
  }

  /** Predictions that a detector takes for one image, besides that of the image. */
  private static int detecting(ModelSpecification model) {
    return model.recipe().detecting().map(detector -> 1 + detector.squeezers().size()).orElse(0);
  }

  /**
   * Gradients with respect to an image, those of attacks where none on any image ends early and
   * those that training takes of the images of its batches.
   */
  public long gradients() {
    long attacking =
        grid.units().stream()
            .mapToLong(unit -> Math.round(unit.images() * cost(unit).gradients() * draws(unit)))
            .sum();
    long training =
        trained().mapToLong(model -> batched(model) * model.recipe().hardening().gradients()).sum();
    return attacking + training;
  }

  /**
   * Predictions of an image where no attack on any image ends early: what the attack asks for, one
   * of the clean image, and two at every epsilon, as float32 and rounded to 8 bits. Besides, one of
   * each training image by a teacher.
   */
  public long inferences() {
    long attacking =
        grid.units().stream()
            .mapToLong(
                unit ->
                    Math.round(
                        unit.images()
                            * (cost(unit).inferences() * draws(unit)
                                + (1 + detecting(unit.model()))
                                    * (1 + 2.0 * unit.attack().epsilons().size()))))
            .sum();
    long teaching =
        trained()
            .filter(model -> model.recipe().hardening().distilled().isPresent())
            .mapToLong(model -> model.dataset().trainImages())
            .sum();
    return attacking + teaching;
  }

  private static Cost cost(AttackUnit unit) {
    DatasetDefinition dataset = Datasets.named(unit.dataset().name());
    return unit.attack()
        .attack()
        .cost(dataset.shape(), dataset.classes(), unit.attack().epsilons().size());
  }

  /** How long one core would work, in minutes. */
  public double coreMinutes(Rates rates) {
    double seconds =
        trainingImages() / rates.trainingImagesPerSecond()
            + gradients() / rates.gradientsPerSecond()
            + inferences() / rates.inferencesPerSecond();
    return seconds / 60;
  }

  /**
   * The plan as text for a terminal.
   *
   * @param rates nominal rates of one core
   * @param cores number of cores, at least 1
   * @throws IllegalArgumentException if there is no core
   */
  public String describe(Rates rates, int cores) {
    if (cores < 1) {
      throw new IllegalArgumentException("a sweep needs a core, was " + cores);
    }
    return new PlanText(this, grid, configuration).describe(rates, cores);
  }
}
