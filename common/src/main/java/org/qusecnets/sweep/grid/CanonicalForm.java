package org.qusecnets.sweep.grid;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.certificate.Certificate;
import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** The canonical content that ids are hashes of. */
public final class CanonicalForm {
  private CanonicalForm() {}

  /** A type and its parameters, as an entry of an axis is written. */
  static Map<String, Object> typed(String type, Map<String, Object> parameters) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("type", type);
    content.putAll(parameters);
    return content;
  }

  /** A defense as an entry of its axis is written; several in order are a list. */
  public static Object of(Defense defense) {
    List<Defense> parts = defense.parts();
    return parts.size() == 1
        ? typed(defense.type(), defense.parameters())
        : parts.stream().map(CanonicalForm::of).toList();
  }

  /** All that a trained model depends on. */
  public static Map<String, Object> of(
      DatasetOptions dataset, Defense defense, ModelRecipe recipe, long seed) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("dataset", dataset.trainingParameters());
    content.put("defense", of(defense));
    content.put("recipe", recipe.parameters());
    content.put("seed", seed);
    return content;
  }

  /** All that a model's weights depend on. */
  static Map<String, Object> weights(DatasetOptions dataset, ModelRecipe recipe, long seed) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("dataset", dataset.trainingParameters());
    content.put("recipe", recipe.inTraining().parameters());
    content.put("seed", seed);
    return content;
  }

  /** All that a trained substitute depends on. */
  public static Map<String, Object> of(
      Substitution substitution, DatasetOptions dataset, long seed) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("dataset", dataset.parameters());
    content.put("substitute", substitution.options().parameters());
    content.put("target", substitution.target().content());
    content.put("seed", seed);
    return content;
  }

  /** A certificate of a model, but for its epsilons. */
  static Map<String, Object> of(
      ModelSpecification model, DatasetOptions dataset, Certificate certificate) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("certificate", typed(certificate.type(), certificate.parameters()));
    content.put("model", model.id());
    content.put("test-images", dataset.testImages());
    return content;
  }

  /** An attack, but for its epsilons. */
  public static Map<String, Object> of(Attack attack, Threat threat) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("attack", typed(attack.type(), attack.parameters()));
    content.put("threat", threat.content());
    return content;
  }
}
