package org.qusecnets.sweep.grid;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.network.ModelRecipe;

/**
 * The distinct models of a grid: those under attack, in the order of the first cell that needs
 * each, then those that attacks look at instead.
 */
final class GridModels {
  private final SweepConfiguration configuration;
  private final Map<String, ModelSpecification> models = new LinkedHashMap<>();

  GridModels(SweepConfiguration configuration) {
    this.configuration = configuration;
    for (DatasetOptions dataset : configuration.datasets()) {
      for (Defense defense : configuration.defenses()) {
        configuration.seeds().forEach(seed -> add(specify(dataset, defense, seed)));
      }
    }
    List<ModelSpecification> targets = all();
    for (AttackSpecification attack : configuration.attacks()) {
      for (DatasetOptions dataset : configuration.datasets()) {
        targets.stream()
            .filter(target -> target.dataset().trainedLike(dataset))
            .forEach(target -> add(specifySource(target, attack.threat().model(), dataset)));
      }
    }
  }

  private void add(ModelSpecification model) {
    models.merge(model.id(), model, ModelSpecification::merge);
  }

  /** All of them. */
  List<ModelSpecification> all() {
    return List.copyOf(models.values());
  }

  /** The model behind this defense. */
  ModelSpecification target(DatasetOptions dataset, Defense defense, long seed) {
    return models.get(specify(dataset, defense, seed).id());
  }

  /** The model that an attack on {@code target} looks at. */
  ModelSpecification source(ModelSpecification target, ThreatModel threat, DatasetOptions dataset) {
    return models.get(specifySource(target, threat, dataset).id());
  }

  private ModelSpecification specify(DatasetOptions dataset, Defense defense, long seed) {
    ModelRecipe undefended =
        ModelRecipe.undefended(configuration.network(), configuration.training());
    return ModelSpecification.of(dataset, defense, defense.protect(undefended), seed);
  }

  private ModelSpecification specifySource(
      ModelSpecification target, ThreatModel threat, DatasetOptions dataset) {
    return switch (threat) {
      case WHITE_BOX -> target;
      case TRANSFER -> specify(dataset, Defenses.none(), target.seed());
      case BLACK_BOX -> target.substitute(configuration.substitute(), dataset.testImages());
    };
  }
}
