package org.qusecnets.sweep.options;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is said of a record's options from outside.
 *
 * @param otherwise defaults by key
 * @param fixed values of what is no option, by key
 */
record Scope(Map<String, String> otherwise, Map<String, String> fixed) {
  /** The scope of a component's record: what is said from further outside prevails. */
  Scope of(Nested nested) {
    return new Scope(under(otherwise, nested.otherwise()), under(fixed, nested.fixed()));
  }

  private static Map<String, String> under(Map<String, String> outer, String... assignments) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String text : assignments) {
      Condition assignment = Condition.of(text);
      values.put(assignment.key(), assignment.value());
    }
    values.putAll(outer);
    return values;
  }

  /** The class of the records of a nested component. */
  Class<?> type(OptionComponent nested) {
    if (nested.type().isRecord()) {
      return nested.type();
    }
    String name = fixed.get(nested.key());
    if (name == null) {
      throw new IllegalStateException("nothing says which record " + nested.name() + " is");
    }
    return (Class<?>) nested.declared(name);
  }
}
