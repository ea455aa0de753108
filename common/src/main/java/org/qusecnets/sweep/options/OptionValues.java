package org.qusecnets.sweep.options;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options of records, by key. */
public final class OptionValues {
  private final Map<String, Object> values = new LinkedHashMap<>();

  private OptionValues() {}

  /** Those of a record, in the order of its components. */
  public static Map<String, Object> of(Record owner) {
    OptionValues values = new OptionValues();
    values.collect(owner, Set.of());
    return values.values;
  }

  private void collect(Record owner, Set<String> fixed) {
    RecordType type = RecordType.of(owner.getClass());
    for (OptionComponent component : type.components()) {
      Object value = component.of(owner);
      if (component.nested() != null) {
        Set<String> all = new HashSet<>(fixed);
        List.of(component.nested().fixed()).forEach(text -> all.add(Condition.of(text).key()));
        collect((Record) value, all);
      } else if (component.option() != null
          && value != null
          && !fixed.contains(component.key())
          && !component.isLeftOut(value)
          && holds(type, owner, component)) {
        put(component.key(), OptionType.parameter(value));
        if (component.isVariant()) {
          collect((Record) value, fixed);
        }
      }
    }
  }

  private static boolean holds(RecordType type, Record owner, OptionComponent component) {
    return component
        .where()
        .map(
            where -> {
              OptionComponent other = type.components().get(type.indexOf(where.key()));
              return where.holds(other, other.of(owner));
            })
        .orElse(true);
  }

  private void put(String key, Object value) {
    if (values.put(key, value) != null) {
      throw new IllegalStateException("two options are called " + key);
    }
  }
}
