package org.qusecnets.sweep.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.qusecnets.sweep.attack.QueryBudget;
import org.qusecnets.sweep.certificate.Effort;
import org.qusecnets.sweep.dataset.DatasetDescription;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.grid.CertificateUnit;
import org.qusecnets.sweep.grid.DatasetOptions;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.grid.Substitution;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.TrainingDefenses;

/** What each task of a sweep does, as counts: where no attack on any image ends early. */
final class Workload {
  private Workload() {}

  /**
   * Work with one model.
   *
   * @param dataset the dataset that its images are of
   * @param recipe the model as it is at work
   */
  record Part(DatasetDescription dataset, ModelRecipe recipe, Work work) {
    private static Part of(ModelSpecification model, Work work) {
      return new Part(model.dataset().description(), model.recipe(), work);
    }
  }

  /** The models of a grid by their weights: each list is one task of training. */
  static Collection<List<ModelSpecification>> trainings(Grid grid) {
    Map<String, List<ModelSpecification>> byWeights = new LinkedHashMap<>();
    for (ModelSpecification model : grid.models()) {
      byWeights.computeIfAbsent(model.weightsId(), id -> new ArrayList<>()).add(model);
    }
    return byWeights.values();
  }

  /** All parts of all tasks. */
  static Stream<Part> of(Grid grid) {
    return Stream.of(
            trainings(grid).stream().flatMap(alike -> training(alike).stream()),
            grid.models().stream().flatMap(model -> clean(model).stream()),
            grid.units().stream().flatMap(unit -> attack(unit).stream()),
            grid.certificateUnits().stream().flatMap(unit -> certificate(unit).stream()))
        .flatMap(parts -> parts);
  }

  /** The training of models with the same weights: the weights, and what each has of its own. */
  static List<Part> training(List<ModelSpecification> alike) {
    ModelSpecification trained = alike.get(0);
    List<Part> parts = new ArrayList<>();
    parts.add(
        new Part(
            trained.dataset().description(),
            trained.recipe().inTraining(),
            trainingOfWeights(trained)));
    trained
        .substituted()
        .map(s -> Part.of(s.target(), Work.inferences(s.options().queries())))
        .ifPresent(parts::add);
    for (ModelSpecification model : alike) {
      if (detecting(model) > 0) {
        long images = model.dataset().trainImages();
        parts.add(Part.of(model, Work.inferences(images * detecting(model))));
      }
    }
    return parts;
  }

  /**
   * Training images times epochs with what is added to each batch and the bounds of boxes around
   * them, a teacher's and its predictions of the training images included; of a substitute, all
   * iterations and a gradient of each point that becomes two.
   */
  private static Work trainingOfWeights(ModelSpecification model) {
    long batched = batched(model);
    TrainingDefenses trainingDefenses = model.recipe().trainingDefenses();
    return new Work(
        Math.round(batched * trainingDefenses.passes()),
        batched * trainingDefenses.gradients()
            + model.substituted().map(s -> s.options().gradients()).orElse(0L),
        trainingDefenses.distilled().isPresent() ? model.dataset().trainImages() : 0,
        0);
  }

  /** Images that batches are made of over all epochs there can be, before anything is added. */
  static long batched(ModelSpecification model) {
    return model
        .substituted()
        .map(substitution -> substitution.options().trainingImages())
        .orElse((long) model.dataset().trainImages() * model.epochs());
  }

  /** The clean test images, predicted by a model and, if it is a substitute, by its target. */
  static List<Part> clean(ModelSpecification model) {
    Work images = Work.inferences(model.dataset().testImages());
    return Stream.concat(Stream.of(model), model.substituted().map(Substitution::target).stream())
        .map(asked -> Part.of(asked, images))
        .toList();
  }

  /**
   * An attack unit: what the attack asks of its source, as often as it takes draws, and what
   * scoring asks of the model, one prediction of each clean image and two at every epsilon, as
   * float32 and rounded to 8 bits, and those of its detector with each.
   */
  static List<Part> attack(AttackUnit unit) {
    DatasetOptions dataset = unit.dataset();
    int epsilons = unit.attack().epsilons().size();
    QueryBudget budget =
        unit.attack()
            .threat()
            .queryBudget(
                unit.attack().attack(),
                unit.model().recipe(),
                dataset.shape(),
                dataset.classes(),
                epsilons);
    double asked = (double) unit.images() * unit.attack().threat().eotSamples();
    long scored = (long) unit.images() * (1 + detecting(unit.model())) * (1 + 2L * epsilons);
    return List.of(
        Part.of(
            unit.source(),
            new Work(
                0,
                Math.round(asked * budget.gradients()),
                Math.round(asked * budget.inferences()),
                0)),
        Part.of(unit.model(), Work.inferences(scored)));
  }

  /** A certificate unit, where every image is tried at every epsilon. */
  static List<Part> certificate(CertificateUnit unit) {
    Effort effort = unit.certificate().effort();
    double proofs = (double) unit.images() * unit.epsilons().size();
    return List.of(
        Part.of(
            unit.model(),
            new Work(
                0,
                0,
                unit.images() + Math.round(proofs * effort.predictions()),
                proofs * effort.linearBounds())));
  }

  /** Predictions that a detector takes for one image, besides that of the image. */
  private static int detecting(ModelSpecification model) {
    return model.recipe().detecting().map(detector -> 1 + detector.squeezers().size()).orElse(0);
  }
}
