package org.qusecnets.sweep.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns sections and entries into parameters; lists of values in an entry are crossed. */
final class Crossing {
  private final Problems problems;

  Crossing(Problems problems) {
    this.problems = problems;
  }

  /** The parameters of a section, where every key has one value. */
  ParameterValues single(String context, ConfigObject section) {
    Set<String> spoilt = new TreeSet<>();
    section.forEach(
        (key, value) -> {
          if (!isScalar(value)) {
            spoilt.add(key);
            problems.add(
                value.origin(), context + ": " + key + " must be one value, was " + render(value));
          }
        });
    return new ParameterValues(new TreeMap<>(section), spoilt, section.origin());
  }

  /**
   * Every combination of an entry's values. The first key varies slowest; the others follow in
   * alphabetical order.
   */
  List<ParameterValues> cross(String context, ConfigObject entry, String firstKey) {
    Set<String> spoilt = new TreeSet<>();
    Map<String, List<ConfigValue>> alternatives = new LinkedHashMap<>();
    Set<String> keys = new TreeSet<>(entry.keySet());
    if (keys.remove(firstKey)) {
      alternatives.put(firstKey, alternatives(context, firstKey, entry.get(firstKey), spoilt));
    }
    keys.forEach(key -> alternatives.put(key, alternatives(context, key, entry.get(key), spoilt)));
    return product(alternatives).stream()
        .map(values -> new ParameterValues(values, spoilt, entry.origin()))
        .toList();
  }

  static String render(ConfigValue value) {
    return value.render(ConfigRenderOptions.concise());
  }

  private List<ConfigValue> alternatives(
      String context, String key, ConfigValue value, Set<String> spoilt) {
    if (isScalar(value)) {
      return List.of(value);
    }
    if (value instanceof ConfigList list && !list.isEmpty()) {
      if (list.stream().allMatch(Crossing::isScalar)) {
        return list;
      }
    }
    spoilt.add(key);
    String rule =
        value instanceof ConfigList list && list.isEmpty()
            ? " is an empty list; give it a value or leave it out"
            : " must be one value or a list of values, was " + render(value);
    problems.add(value.origin(), context + ": " + key + rule);
    return List.of(value);
  }

  private static List<Map<String, ConfigValue>> product(
      Map<String, List<ConfigValue>> alternatives) {
    List<Map<String, ConfigValue>> combinations = List.of(new LinkedHashMap<>());
    for (Map.Entry<String, List<ConfigValue>> parameter : alternatives.entrySet()) {
      List<Map<String, ConfigValue>> longer = new ArrayList<>();
      for (Map<String, ConfigValue> combination : combinations) {
        for (ConfigValue value : parameter.getValue()) {
          Map<String, ConfigValue> extended = new LinkedHashMap<>(combination);
          extended.put(parameter.getKey(), value);
          longer.add(extended);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  static boolean isScalar(ConfigValue value) {
    return switch (value.valueType()) {
      case NUMBER, STRING, BOOLEAN -> true;
      case LIST, OBJECT, NULL -> false;
    };
  }
}
