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
final class Distinctions {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Distinctions() {}

  /**
   * The members of a JSON object as text, by name; those of an object in it as {@code outer.inner}.
   *
   * @throws IllegalStateException if it is no JSON
   */
  static Map<String, String> fields(String json) {
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
  static String text(Map<String, String> own, Collection<Map<String, String>> all) {
    return text(own, all, Map.of());
  }

  /**
   * Likewise, but what is usual goes without saying, and what is not is said even where no other
   * differs.
   */
  static String text(
      Map<String, String> own, Collection<Map<String, String>> all, Map<String, String> usual) {
    return own.entrySet().stream()
        .filter(
            field ->
                usual.containsKey(field.getKey())
                    ? !usual.get(field.getKey()).equals(field.getValue())
                    : differs(field, all))
        .map(field -> " " + field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining());
  }

  /** The values that more than half of those have that have the field. */
  static Map<String, String> usual(Collection<Map<String, String>> all) {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    for (Map<String, String> fields : all) {
      fields.forEach(
          (name, value) ->
              counts.computeIfAbsent(name, n -> new TreeMap<>()).merge(value, 1, Integer::sum));
    }
    Map<String, String> usual = new TreeMap<>();
    counts.forEach(
        (name, values) -> {
          int total = values.values().stream().mapToInt(Integer::intValue).sum();
          values.forEach(
              (value, count) -> {
                if (2 * count > total) {
                  usual.put(name, value);
                }
              });
        });
    return usual;
  }

  private static boolean differs(
      Map.Entry<String, String> field, Collection<Map<String, String>> all) {
    return all.stream()
        .map(other -> other.get(field.getKey()))
        .filter(Objects::nonNull)
        .anyMatch(other -> !other.equals(field.getValue()));
  }
}
