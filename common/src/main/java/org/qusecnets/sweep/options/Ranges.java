package org.qusecnets.sweep.options;

import java.util.List;

/** Checks records that are made in code against what their options declare. */
public final class Ranges {
  private Ranges() {}

  /**
   * Checks a record from within its compact constructor.
   *
   * @param type the record's class
   * @param values all its components, in order
   * @throws InvalidOption if a value is out of its range, or there where it has to be left out
   */
  public static void check(Class<? extends Record> type, Object... values) {
    RecordType record = RecordType.of(type);
    List<OptionComponent> components = record.components();
    if (values.length != components.size()) {
      throw new IllegalStateException("not all components of " + type.getName());
    }
    for (int i = 0; i < values.length; i++) {
      OptionComponent component = components.get(i);
      if (component.option() != null) {
        check(record, component, values[i], values);
      }
    }
  }

  private static void check(
      RecordType record, OptionComponent component, Object value, Object[] values) {
    if (component.where().isPresent()) {
      Condition where = component.where().get();
      int other = record.indexOf(where.key());
      if (!where.holds(record.components().get(other), values[other])) {
        checkAbsent(component, where, value);
        return;
      }
    }
    String bound = component.option().atMost();
    Range range =
        bound.isEmpty()
            ? component.range()
            : component.range().upTo(((Number) values[record.indexOf(bound)]).doubleValue());
    check(component, range, value);
  }

  static void checkAbsent(OptionComponent component, Condition where, Object value) {
    if (!component.option().ignored() && !component.absent().equals(value)) {
      throw new InvalidOption(
          component.key(), "must be left out unless " + where.words(), OptionType.parameter(value));
    }
  }

  /** Checks a value of any type; only numbers have ranges, only texts patterns. */
  static void check(OptionComponent component, Range range, Object value) {
    if (value instanceof String text && !component.matches(text)) {
      throw InvalidOption.of(component.key(), component.option().rule(), text);
    }
    if (value instanceof Number number && !range.holds(number.doubleValue())) {
      throw new InvalidOption(component.key(), rule(component, range), value);
    }
  }

  static String rule(OptionComponent component, Range range) {
    String bound = component.option().atMost();
    if (!bound.isEmpty() && component.option().rule().isEmpty()) {
      return "must be from " + Range.text(range.least()) + " to " + bound;
    }
    return component.rule(range);
  }
}
