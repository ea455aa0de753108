package org.qusecnets.sweep.config;

import com.typesafe.config.ConfigObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qusecnets.sweep.grid.ParameterText;
import org.qusecnets.sweep.options.Suggestion;

/** Reads the entries of one axis: crosses their parameters, checks them, reports duplicates. */
final class EntryReader<T> {
  private final Axis<T> axis;
  private final Set<String> otherKeys;
  private final Problems problems;
  private final Distinct distinct;

  /**
   * A reader.
   *
   * @param otherKeys keys of an entry that someone else reads
   */
  EntryReader(Axis<T> axis, Set<String> otherKeys, Problems problems) {
    this.axis = axis;
    this.otherKeys = Set.copyOf(otherKeys);
    this.problems = problems;
    distinct = new Distinct(problems);
  }

  /** The values of one entry, without those that are wrong. */
  List<T> read(ConfigObject entry) {
    ConfigObject own = entry;
    for (String key : otherKeys) {
      own = own.withoutKey(key);
    }
    List<T> values = new ArrayList<>();
    for (ParameterValues combination :
        new Crossing(problems).cross(context(entry), own, axis.selector())) {
      if (isSelected(combination)) {
        read(combination, values);
      }
    }
    return values;
  }

  /** What messages call an entry: {@code defense cq}, or {@code defense} if that is unclear. */
  String context(ConfigObject entry) {
    return entry.get(axis.selector()) != null
            && entry.get(axis.selector()).unwrapped() instanceof String selected
            && axis.choices().contains(selected)
        ? axis.noun() + " " + selected
        : axis.noun();
  }

  private void read(ParameterValues combination, List<T> values) {
    String selected = selected(combination);
    Set<String> keys = new HashSet<>(otherKeys);
    keys.add(axis.selector());
    new ParameterReader(problems)
        .read(
            axis.noun() + " " + selected,
            combination.without(axis.selector()),
            keys,
            options -> axis.reader().apply(selected, options))
        .ifPresent(
            value -> {
              values.add(value);
              checkDistinct(combination, selected, axis.parameters().apply(value));
            });
  }

  private void checkDistinct(
      ParameterValues combination, String selected, Map<String, Object> parameters) {
    Map<String, Object> content = new LinkedHashMap<>(parameters);
    content.put(axis.selector(), selected);
    distinct.add(
        combination.origin(), axis.noun() + " " + ParameterText.of(selected, parameters), content);
  }

  private boolean isSelected(ParameterValues combination) {
    String selector = axis.selector();
    if (combination.spoilt().contains(selector)) {
      return false;
    }
    String rule = axis.noun() + ": " + selector;
    if (!combination.values().containsKey(selector)) {
      problems.add(
          combination.origin(),
          rule
              + " is missing; it must be one of "
              + String.join(", ", axis.choices().stream().sorted().toList()));
      return false;
    }
    String selected = selected(combination);
    if (!axis.choices().contains(selected)) {
      problems.add(
          combination.originOf(selector),
          "unknown " + axis.noun() + " " + selected + Suggestion.of(selected, axis.choices()));
      return false;
    }
    return true;
  }

  private String selected(ParameterValues combination) {
    return combination.values().get(axis.selector()).unwrapped().toString();
  }
}
