package org.qusecnets.sweep.claim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the cells of a group are alike in; sorted by its text, so that no order of cells matters.
 *
 * @param values the factors' values as text
 */
record Key(SortedMap<Factor, String> values) implements Comparable<Key> {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Comparator<Key> ORDER = Comparator.comparing(key -> key.values.toString());

  static Key of(Observation cell, Set<Factor> factors, Ignored ignored) {
    SortedMap<Factor, String> values = new TreeMap<>();
    factors.stream()
        .filter(factor -> factor != Factor.SEED)
        .forEach(factor -> values.put(factor, ignored.text(factor, cell)));
    return new Key(values);
  }

  /** The values in words, each member of parameters for itself, by what they are of. */
  Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    values.forEach(
        (factor, value) -> {
          if (factor.hasMembers() && value.startsWith("{")) {
            members(factor, value)
                .forEach(
                    (name, member) ->
                        words.put(
                            factor.key() + "." + name,
                            (name.equals(Factor.NETWORK_NAME) ? factor.key() : name)
                                + " "
                                + Scalars.text(member)));
          } else if (!value.equals("-")) {
            words.put(
                factor.key(),
                switch (factor) {
                  case DATASET, DEFENSE, ATTACK, THREAT_MODEL -> value;
                  default -> factor.key() + " " + value;
                });
          }
        });
    return words;
  }

  private static Map<String, JsonNode> members(Factor factor, String json) {
    try {
      Map<String, JsonNode> members =
          MAPPER.readValue(json, new TypeReference<Map<String, JsonNode>>() {});
      if (factor == Factor.NETWORK) {
        // What a network has layers of is a list; its name tells which.
        members.values().removeIf(JsonNode::isContainerNode);
      }
      return members;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int compareTo(Key other) {
    return ORDER.compare(this, other);
  }
}
