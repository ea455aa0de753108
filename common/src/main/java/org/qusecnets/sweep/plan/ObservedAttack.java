package org.qusecnets.sweep.plan;

import java.util.Map;
import org.qusecnets.sweep.grid.Json;

/**
 * How long an attack took on one core.
 *
 * @param kind the attack and the models
 * @param examples images times epsilons
 * @param seconds for all of them
 */
public record ObservedAttack(AttackKind kind, double examples, double seconds) {
  /**
   * A row of the table of cells.
   *
   * @param dataset name of the dataset
   * @param recipe the model's, as JSON
   * @param sourceRecipe that of the model that the attack saw, as JSON
   * @param attack type of the attack
   * @param attackParameters its parameters, as JSON
   * @param threat what the attacker knew, by configuration key
   * @param examples images of the cell
   * @param seconds for all of them
   */
  public static ObservedAttack row(
      String dataset,
      String recipe,
      String sourceRecipe,
      String attack,
      String attackParameters,
      Map<String, ?> threat,
      double examples,
      double seconds) {
    AttackKind kind =
        AttackKind.of(
            dataset,
            Json.read(recipe),
            Json.read(sourceRecipe),
            attack,
            Json.read(attackParameters),
            threat);
    return new ObservedAttack(kind, examples, seconds);
  }
}
