package org.qusecnets.sweep.options;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Optional;

/** A component of a record, and what is declared at it. */
final class OptionComponent {
  private final Class<?> type;
  private final Method accessor;
  private final String name;
  private final String key;
  private final Option option;
  private final Nested nested;
  private final OptionType kind;
  private final Range range;
  private final Condition where;

  OptionComponent(RecordComponent component) {
    type = component.getType();
    accessor = component.getAccessor();
    accessor.setAccessible(true);
    name = component.getName();
    option = component.getAnnotation(Option.class);
    nested = component.getAnnotation(Nested.class);
    key = option == null || option.key().isEmpty() ? OptionType.hyphenated(name) : option.key();
    kind = option != null || (nested != null && !type.isRecord()) ? OptionType.of(type) : null;
    range = option == null ? null : Range.of(option);
    where = option == null || option.where().isEmpty() ? null : Condition.of(option.where());
  }

  String name() {
    return name;
  }

  Class<?> type() {
    return type;
  }

  /** What is declared, or null if it is no option. */
  Option option() {
    return option;
  }

  /** What is declared, or null if its options do not stand beside the others. */
  Nested nested() {
    return nested;
  }

  /** The key; of a nested component what fixes its record. */
  String key() {
    return key;
  }

  /** Whether it names a record of a sealed interface. */
  boolean isVariant() {
    return kind == OptionType.VARIANT;
  }

  OptionType kind() {
    return kind;
  }

  Range range() {
    return range;
  }

  Optional<Condition> where() {
    return Optional.ofNullable(where);
  }

  /** What a value of its type must be. */
  String typeRule() {
    return kind.rule(type);
  }

  /** What its number must be; {@code range} may be narrower than declared. */
  String rule(Range narrowed) {
    return option.rule().isEmpty() ? narrowed.rule() : option.rule();
  }

  /** Whether a text is as declared. */
  boolean matches(String text) {
    return option.pattern().isEmpty() || text.matches(option.pattern());
  }

  Object parse(Object raw) {
    return kind.parse(type, raw);
  }

  /** The value that a declaration gives as text. */
  Object declared(String text) {
    return kind.declared(type, text);
  }

  Object absent() {
    return declared(option.absent());
  }

  /** What conditions compare: of a variant its class. */
  Object comparable(Object value) {
    return isVariant() && value instanceof Record variant ? variant.getClass() : value;
  }

  boolean isLeftOut(Object value) {
    return !option.leftOut().isEmpty() && declared(option.leftOut()).equals(comparable(value));
  }

  /** The component's value in a record. */
  Object of(Record owner) {
    try {
      return accessor.invoke(owner);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + name, e);
    }
  }
}
