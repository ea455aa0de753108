package org.qusecnets.sweep.claim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.qusecnets.sweep.table.CellRow;

/**
 * A cell with its JSON parsed.
 *
 * @param recipe that of its model; a missing node if that was not trained
 */
record Observation(
    CellRow cell, JsonNode defenseParameters, JsonNode attackParameters, JsonNode recipe) {
  private static final String COMPLETE = "complete";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A cell and its model's recipe, null if there is no model. */
  static Observation of(CellRow cell, String recipe) {
    return new Observation(
        cell,
        parse(cell.defense().parameters()),
        parse(cell.attack().parameters()),
        recipe == null ? MissingNode.getInstance() : parse(recipe));
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

  boolean isComplete() {
    return cell.outcome().status().equals(COMPLETE);
  }
}
