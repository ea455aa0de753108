package org.qusecnets.sweep.grid;

import java.io.Serializable;
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
 * @param carriedFrom the smaller epsilons whose successes count here without another attempt,
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
    List<Double> carriedFrom)
    implements Serializable {
  /** Checks epsilon. */
  public Cell {
    AttackSpecification.checkEpsilon(attack, epsilon);
    carriedFrom = List.copyOf(carriedFrom);
  }

  /** Whether the attack sees the defense itself. */
  public boolean seesDefense() {
    return threat.model() == ThreatModel.WHITE_BOX;
  }

  /** The cell of this content, with its id. */
  public static Cell of(
      ModelSpecification model,
      ModelSpecification source,
      DatasetOptions dataset,
      AttackSpecification specification,
      double epsilon) {
    Attack attack = specification.attack();
    Threat threat = specification.threat();
    List<Double> carriedFrom = specification.carriedTo(epsilon);
    Map<String, Object> content = Content.of(attack, threat);
    content.put("model", model.content());
    content.put("source", source.id());
    content.put("test-images", dataset.testImages());
    content.put("epsilon", epsilon);
    if (!carriedFrom.isEmpty()) {
      content.put("carried-from", carriedFrom);
    }
    return new Cell(
        Fingerprint.id(content), model, source, dataset, attack, threat, epsilon, carriedFrom);
  }
}
