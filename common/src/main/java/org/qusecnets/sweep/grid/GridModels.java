package org.qusecnets.sweep.grid;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.NetworkOptions;

/**
 * The distinct models of a grid: those under attack, in the order of the first cell that needs
 * each, then those that attacks look at instead.
 */
final class GridModels {
  private final Map<String, ModelSpecification> models = new LinkedHashMap<>();

  GridModels(List<SweepPart> parts) {
    for (SweepPart part : parts) {
      for (DatasetOptions dataset : part.datasets()) {
        for (NetworkOptions network : part.networks()) {
          for (Defense defense : part.defenses()) {
            part.seeds().forEach(seed -> add(specify(part, dataset, network, defense, seed)));
          }
        }
      }
    }
    parts.forEach(this::addSources);
  }

  private void addSources(SweepPart part) {
    for (AttackSpecification attack : part.attacks()) {
      Threat threat = attack.threat();
      for (DatasetOptions dataset : part.datasets()) {
        for (NetworkOptions network : part.networks()) {
          for (Defense defense : part.defenses()) {
            for (long seed : part.seeds()) {
              ModelSpecification target = target(part, dataset, network, defense, seed);
              add(specifySource(part, target, threat, dataset));
            }
          }
        }
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

  /** The model of a network behind this defense. */
  ModelSpecification target(
      SweepPart part, DatasetOptions dataset, NetworkOptions network, Defense defense, long seed) {
    return models.get(specify(part, dataset, network, defense, seed).id());
  }

  /** The model that an attack on {@code target} looks at. */
  ModelSpecification source(
      SweepPart part, ModelSpecification target, Threat threat, DatasetOptions dataset) {
    return models.get(specifySource(part, target, threat, dataset).id());
  }

  private static ModelSpecification specify(
      SweepPart part, DatasetOptions dataset, NetworkOptions network, Defense defense, long seed) {
    ModelRecipe undefended = ModelRecipe.undefended(network, part.training());
    return ModelSpecification.of(dataset, defense, defense.protect(undefended), seed);
  }

  private static ModelSpecification specifySource(
      SweepPart part, ModelSpecification target, Threat threat, DatasetOptions dataset) {
    return switch (threat.model()) {
      case WHITE_BOX, QUERY -> target;
      case TRANSFER ->
          specify(
              part,
              dataset,
              part.network(threat.sourceNetwork()).orElse(target.recipe().network()),
              Defenses.none(),
              target.seed());
      case BLACK_BOX -> target.substitute(part.substitute(), dataset.testImages());
    };
  }
}
