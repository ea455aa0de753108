package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.recipe.NetworkOptions;

/** The expanded grid: every cell of the sweep, the models they need and the work to be done. */
public final class Grid implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String id;
  private final EvaluationOptions evaluation;
  private final List<ModelSpecification> models;
  private final List<Cell> cells;
  private final List<AttackUnit> units;
  private final GridCertificates certificates;

  private Grid(
      EvaluationOptions evaluation,
      List<ModelSpecification> models,
      List<Cell> cells,
      List<AttackUnit> units,
      GridCertificates certificates) {
    this.evaluation = evaluation;
    this.models = List.copyOf(models);
    this.cells = List.copyOf(cells);
    this.units = List.copyOf(units);
    this.certificates = certificates;
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("cells", cells.stream().map(Cell::id).sorted().toList());
    content.put("evaluation", evaluation.parameters());
    if (!certificates.cells().isEmpty()) {
      content.put(
          "certified-cells",
          certificates.cells().stream().map(CertifiedCell::id).sorted().toList());
    }
    this.id = Fingerprint.id(content);
  }

  /** Expands a configuration. */
  public static Grid of(SweepConfiguration configuration) {
    GridModels models = new GridModels(configuration.parts());
    // Two circumstances may be the same to a model: then so are its cells and units.
    Map<String, Cell> cells = new LinkedHashMap<>();
    Map<String, AttackUnit> units = new LinkedHashMap<>();
    int chunkSize = configuration.evaluation().chunkSize();
    for (SweepPart part : configuration.parts()) {
      for (DatasetOptions dataset : part.datasets()) {
        for (NetworkOptions network : part.networks()) {
          for (Defense defense : part.defenses()) {
            for (AttackSpecification attack : part.attacks()) {
              List<Attacked> attacked =
                  part.seeds().stream()
                      .map(seed -> models.target(part, dataset, network, defense, seed))
                      .map(model -> Attacked.of(models, part, model, dataset, attack))
                      .toList();
              attacked.stream()
                  .flatMap(one -> one.units(chunkSize).stream())
                  .forEach(unit -> units.putIfAbsent(unit.id(), unit));
              add(attacked.stream().map(Attacked::cells).toList(), cells);
            }
          }
        }
      }
    }
    return new Grid(
        configuration.evaluation(),
        models.all(),
        List.copyOf(cells.values()),
        List.copyOf(units.values()),
        GridCertificates.of(configuration, models));
  }

  /** Adds the cells of each seed, one epsilon after another. */
  private static void add(List<List<Cell>> bySeed, Map<String, Cell> cells) {
    for (int i = 0; i < bySeed.get(0).size(); i++) {
      for (List<Cell> ofSeed : bySeed) {
        cells.putIfAbsent(ofSeed.get(i).id(), ofSeed.get(i));
      }
    }
  }

  /** A model under an attack that looks at a source. */
  private record Attacked(
      ModelSpecification model,
      ModelSpecification source,
      DatasetOptions dataset,
      AttackSpecification attack) {
    static Attacked of(
        GridModels models,
        SweepPart part,
        ModelSpecification model,
        DatasetOptions dataset,
        AttackSpecification attack) {
      ModelSpecification source = models.source(part, model, attack.threat(), dataset);
      return new Attacked(model, source, dataset, attack.against(model.recipe()));
    }

    List<Cell> cells() {
      return Cell.of(model, source, dataset, attack, attack.epsilons());
    }

    List<AttackUnit> units(int chunkSize) {
      List<AttackUnit> units = new ArrayList<>();
      for (int chunk = 0; chunk * chunkSize < dataset.testImages(); chunk++) {
        units.add(AttackUnit.of(model, source, attack, dataset, chunk, chunkSize));
      }
      return units;
    }
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

  /**
   * The distinct models: those under attack, in the order of the first cell that needs each, then
   * those that only attacks look at.
   */
  public List<ModelSpecification> models() {
    return models;
  }

  /**
   * The cells, ordered by part, dataset, network, defense, attack, threat model, epsilon and seed,
   * each as written in the configuration.
   */
  public List<Cell> cells() {
    return cells;
  }

  /** The work of the attacks, in the order of the cells. */
  public List<AttackUnit> units() {
    return units;
  }

  /** What certificates are asked for, in the order of the configuration. */
  public List<CertifiedCell> certifiedCells() {
    return certificates.cells();
  }

  /** The work of the certificates, in that order. */
  public List<CertificateUnit> certificateUnits() {
    return certificates.units();
  }

  /** The models and cells with their ids and parameters, as JSON. */
  public String json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", id);
    document.put("evaluation", evaluation.parameters());
    document.put("models", models.stream().map(Grid::describe).toList());
    document.put("cells", cells.stream().map(Grid::describe).toList());
    if (!certificates.cells().isEmpty()) {
      document.put("certified-cells", certificates.cells().stream().map(Grid::describe).toList());
    }
    return Json.pretty(document);
  }

  private static Map<String, Object> describe(ModelSpecification model) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("id", model.id());
    description.putAll(model.content());
    return description;
  }

  private static Map<String, Object> describe(CertifiedCell cell) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("id", cell.id());
    description.putAll(CanonicalForm.of(cell.model(), cell.dataset(), cell.certificate()));
    description.put("dataset", cell.dataset().parameters());
    description.put("epsilon", cell.epsilon());
    return description;
  }

  private static Map<String, Object> describe(Cell cell) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("id", cell.id());
    description.put("model", cell.model().id());
    description.put("source", cell.source().id());
    description.put("dataset", cell.dataset().parameters());
    description.putAll(CanonicalForm.of(cell.attack(), cell.threat()));
    description.put("epsilon", cell.epsilon());
    return description;
  }
}
