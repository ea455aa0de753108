package org.qusecnets.sweep.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What tells things of one kind apart: of their parameters those in which they differ. */
public final class Distinctions {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Distinctions() {}

  /**
   * The members of a JSON object as text, by name; those of an object in it as {@code outer.inner}.
   *
   * @throws IllegalStateException if it is no JSON
   */
  public static Map<String, String> fields(String json) {
    Map<String, String> fields = new TreeMap<>();
    try {
      collect("", MAPPER.readTree(json), fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    return fields;
  }

  private static void collect(String prefix, JsonNode object, Map<String, String> fields) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      JsonNode value = member.getValue();
      String name = prefix + member.getKey();
      if (value.isObject()) {
        collect(name + ".", value, fields);
      } else {
        fields.put(name, value.isValueNode() ? value.asText() : value.toString());
      }
    }
  }

  /**
   * Such as {@code " steps=2"}: those of its own fields in which others differ, where these have
   * them at all; empty if none do.
   */
  public static String text(Map<String, String> own, Collection<Map<String, String>> all) {
    return own.entrySet().stream()
        .filter(field -> differs(field, all))
        .map(field -> " " + field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining());
  }

  private static boolean differs(
      Map.Entry<String, String> field, Collection<Map<String, String>> all) {
    return all.stream()
        .map(other -> other.get(field.getKey()))
        .filter(Objects::nonNull)
        .anyMatch(other -> !other.equals(field.getValue()));
  }
}
