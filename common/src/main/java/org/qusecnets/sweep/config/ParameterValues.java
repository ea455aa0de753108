package org.qusecnets.sweep.config;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters of a section, or one combination of those of an entry of an axis.
 *
 * @param values scalars by key, but for the spoilt keys, in the order of the crossing
 * @param spoilt keys whose value has been reported as wrong already
 * @param origin where the section or entry begins
 */
record ParameterValues(Map<String, ConfigValue> values, Set<String> spoilt, ConfigOrigin origin) {
  /** Where the value of a key was written, or where it is missing. */
  ConfigOrigin originOf(String key) {
    return values.containsKey(key) ? values.get(key).origin() : origin;
  }

  /** The values that are not spoilt, for {@link org.qusecnets.sweep.options.Options}. */
  Map<String, Object> scalars() {
    return values.entrySet().stream()
        .filter(entry -> !spoilt.contains(entry.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().unwrapped()));
  }

  ParameterValues without(String key) {
    Map<String, ConfigValue> others = new LinkedHashMap<>(values);
    others.remove(key);
    return new ParameterValues(others, spoilt, origin);
  }
}
