package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.attack.Attack;

/**
 * One cell of the grid: a model attacked in one way at one epsilon.
 *
 * @param id hash of the content: it does not depend on the other cells, nor on the order and
 *     formatting of the configuration, nor on whether defaults are spelled out
 * @param model the model under attack
 * @param source the model whose gradients and predictions the attack sees
 * @param dataset whose test images are attacked
 * @param attack the attack
 * @param threat what the attacker knows
 * @param epsilon bound of the perturbation in the attack's norm
 * @param reusedFrom the smaller epsilons whose successes count here without another attempt,
 *     ascending
 */
public record Cell(
    String id,
    ModelSpecification model,
    ModelSpecification source,
    DatasetOptions dataset,
    Attack attack,
    Threat threat,
    double epsilon,
    List<Double> reusedFrom)
    implements Serializable {
  /** Checks epsilon. */
  public Cell {
    AttackSpecification.checkEpsilon(attack, epsilon);
    reusedFrom = List.copyOf(reusedFrom);
  }

  /** Whether the attack sees the defense itself. */
  public boolean seesDefense() {
    return threat.model().seesDefense();
  }

  /** The cell of this content, with its id. */
  public static Cell of(
      ModelSpecification model,
      ModelSpecification source,
      DatasetOptions dataset,
      AttackSpecification specification,
      double epsilon) {
    return of(model, source, dataset, specification, List.of(epsilon)).get(0);
  }

  /** The cells of this content at these epsilons, in their order. */
  static List<Cell> of(
      ModelSpecification model,
      ModelSpecification source,
      DatasetOptions dataset,
      AttackSpecification specification,
      List<Double> epsilons) {
    Attack attack = specification.attack();
    Threat threat = specification.threat();
    Map<String, Object> common = CanonicalForm.of(attack, threat);
    common.put("model", model.content());
    common.put("source", source.id());
    common.put("test-images", dataset.testImages());
    common.replaceAll((key, content) -> Fingerprint.render(content));
    List<Cell> cells = new ArrayList<>();
    for (double epsilon : epsilons) {
      List<Double> reusedFrom = specification.reusedAt(epsilon);
      Map<String, Object> content = new HashMap<>(common);
      content.put("epsilon", epsilon);
      if (!reusedFrom.isEmpty()) {
        content.put("reused-from", reusedFrom);
      }
      cells.add(
          new Cell(
              Fingerprint.id(content),
              model,
              source,
              dataset,
              attack,
              threat,
              epsilon,
              reusedFrom));
    }
    return cells;
  }
}
