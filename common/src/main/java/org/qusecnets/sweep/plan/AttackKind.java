package org.qusecnets.sweep.plan;

import java.util.Map;
import java.util.TreeMap;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.grid.Threat;

/**
 * What the cost of an attack on one image at one epsilon depends on, but for the machine.
 *
 * @param dataset the dataset
 * @param model recipe of the model under attack, without its training, as canonical JSON
 * @param source likewise of the model that the attack sees
 * @param attack the attack with its parameters, as canonical JSON
 * @param threat what the attacker knows, as canonical JSON
 */
public record AttackKind(
    String dataset, String model, String source, String attack, String threat) {

  /** The kind of a unit. */
  public static AttackKind of(AttackUnit unit) {
    Attack attack = unit.attack().attack();
    return of(
        unit.dataset().name(),
        unit.model().recipe().parameters(),
        unit.source().recipe().parameters(),
        attack.type(),
        attack.parameters(),
        threat(unit.attack().threat()));
  }

  /** As tables have it: the steepness of sigmoids is part of the way's name. */
  private static Map<String, Object> threat(Threat threat) {
    Map<String, Object> parameters = new TreeMap<>(threat.parameters());
    parameters.remove("smoothed-z");
    parameters.put("gradient", threat.gradientName());
    return parameters;
  }

  /** The kind of what a table tells, each by its configuration keys. */
  static AttackKind of(
      String dataset,
      Map<String, ?> recipe,
      Map<String, ?> sourceRecipe,
      String type,
      Map<String, ?> parameters,
      Map<String, ?> threat) {
    return new AttackKind(
        dataset,
        CostClass.model(recipe),
        CostClass.model(sourceRecipe),
        Fingerprint.canonical(Map.of("type", type, "parameters", parameters)),
        Fingerprint.canonical(threat));
  }

  /** The same attack on whatever model, knowing as much. */
  AttackKind onAny() {
    return new AttackKind(dataset, "", "", attack, threat);
  }
}
