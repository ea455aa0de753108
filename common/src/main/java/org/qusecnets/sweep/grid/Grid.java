package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.network.ModelRecipe;

/** The expanded grid: every cell of the sweep, the models they need and the work to be done. */
public final class Grid implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String id;
  private final EvaluationOptions evaluation;
  private final List<ModelSpecification> models;
  private final List<Cell> cells;
  private final List<AttackUnit> units;

  private Grid(
      EvaluationOptions evaluation,
      List<ModelSpecification> models,
      List<Cell> cells,
      List<AttackUnit> units) {
    this.evaluation = evaluation;
    this.models = List.copyOf(models);
    this.cells = List.copyOf(cells);
    this.units = List.copyOf(units);
    this.id =
        Fingerprint.id(
            Map.of(
                "cells", cells.stream().map(Cell::id).sorted().toList(),
                "evaluation", evaluation.parameters()));
  }

  /** Expands a configuration. */
  public static Grid of(SweepConfiguration configuration) {
    Map<String, ModelSpecification> models = distinctModels(configuration);
    List<Cell> cells = new ArrayList<>();
    List<AttackUnit> units = new ArrayList<>();
    int chunkSize = configuration.evaluation().chunkSize();
    for (DatasetOptions dataset : configuration.datasets()) {
      for (Defense defense : configuration.defenses()) {
        List<ModelSpecification> seeded =
            configuration.seeds().stream()
                .map(seed -> models.get(model(configuration, dataset, defense, seed).id()))
                .toList();
        for (AttackSpecification attack : configuration.attacks()) {
          cells.addAll(cells(seeded, dataset, attack));
          seeded.forEach(model -> units.addAll(units(model, attack, dataset, chunkSize)));
        }
      }
    }
    return new Grid(configuration.evaluation(), List.copyOf(models.values()), cells, units);
  }

  /**
   * Hash of the ids of all cells and of how they are evaluated: the same for the same grid in any
   * order.
   */
  public String id() {
    return id;
  }

  /** How attacks are run and scored. */
  public EvaluationOptions evaluation() {
    return evaluation;
  }

  /** The distinct models, in the order of the first cell that needs each. */
  public List<ModelSpecification> models() {
    return models;
  }

  /**
   * The cells, ordered by dataset, defense, attack, threat model, epsilon and seed, each as written
   * in the configuration.
   */
  public List<Cell> cells() {
    return cells;
  }

  /** The work of the attacks, in the order of the cells. */
  public List<AttackUnit> units() {
    return units;
  }

  /** The models and cells with their ids and parameters, as JSON. */
  public String json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", id);
    document.put("evaluation", evaluation.parameters());
    document.put("models", models.stream().map(Grid::describe).toList());
    document.put("cells", cells.stream().map(Grid::describe).toList());
    return Json.pretty(document);
  }

  private static Map<String, ModelSpecification> distinctModels(SweepConfiguration configuration) {
    Map<String, ModelSpecification> models = new LinkedHashMap<>();
    for (DatasetOptions dataset : configuration.datasets()) {
      for (Defense defense : configuration.defenses()) {
        for (long seed : configuration.seeds()) {
          ModelSpecification model = model(configuration, dataset, defense, seed);
          models.merge(model.id(), model, ModelSpecification::merge);
        }
      }
    }
    return models;
  }

  private static ModelSpecification model(
      SweepConfiguration configuration, DatasetOptions dataset, Defense defense, long seed) {
    ModelRecipe undefended =
        ModelRecipe.undefended(configuration.network(), configuration.training());
    return ModelSpecification.of(dataset, defense, defense.protect(undefended), seed);
  }

  private static List<Cell> cells(
      List<ModelSpecification> models, DatasetOptions dataset, AttackSpecification attack) {
    List<Cell> cells = new ArrayList<>();
    for (double epsilon : attack.epsilons()) {
      for (ModelSpecification model : models) {
        cells.add(Cell.of(model, dataset, attack.attack(), attack.threatModel(), epsilon));
      }
    }
    return cells;
  }

  private static List<AttackUnit> units(
      ModelSpecification model, AttackSpecification attack, DatasetOptions dataset, int chunkSize) {
    List<AttackUnit> units = new ArrayList<>();
    for (int chunk = 0; chunk * chunkSize < dataset.testImages(); chunk++) {
      units.add(AttackUnit.of(model, attack, dataset, chunk, chunkSize));
    }
    return units;
  }

  private static Map<String, Object> describe(ModelSpecification model) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("id", model.id());
    description.putAll(model.content());
    return description;
  }

  private static Map<String, Object> describe(Cell cell) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("id", cell.id());
    description.put("model", cell.model().id());
    description.put("dataset", cell.dataset().parameters());
    description.putAll(Content.of(cell.attack(), cell.threatModel()));
    description.put("epsilon", cell.epsilon());
    return description;
  }
}
