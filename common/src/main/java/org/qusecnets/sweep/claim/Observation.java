package org.qusecnets.sweep.claim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import org.qusecnets.sweep.table.CellRow;

/**
 * A cell with its JSON parsed.
 *
 * @param recipe that of its model; a missing node if that was not trained
 * @param sourceRecipe that of the model that the attack sees; likewise
 */
record Observation(
    CellRow cell,
    JsonNode defenseParameters,
    JsonNode attackParameters,
    JsonNode recipe,
    JsonNode sourceRecipe) {
  private static final String COMPLETE = "complete";
  private static final String TRANSFER = "transfer";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * A cell and the recipes of its models.
   *
   * @param recipes by the models' ids, of those that there are
   */
  static Observation of(CellRow cell, Map<String, String> recipes) {
    return new Observation(
        cell,
        parse(cell.defense().parameters()),
        parse(cell.attack().parameters()),
        recipeOf(recipes.get(cell.modelId())),
        recipeOf(recipes.get(cell.threat().sourceModelId())));
  }

  private static JsonNode recipeOf(String json) {
    return json == null ? MissingNode.getInstance() : parse(json);
  }

  private static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + json, e);
    }
  }

  JsonNode recipe(String section) {
    boolean leftOut = recipe.isObject() && !recipe.has(section);
    // A network that was trained elsewhere has no training.
    return leftOut ? JsonNodeFactory.instance.objectNode() : recipe.path(section);
  }

  /** The name of the network that a transfer comes from; null of any other attack. */
  JsonNode sourceNetwork() {
    return TRANSFER.equals(cell.threat().model())
        ? sourceRecipe.path(Factor.NETWORK.key()).path(Factor.NETWORK_NAME)
        : null;
  }

  boolean isComplete() {
    return cell.outcome().status().equals(COMPLETE);
  }
}
