package org.qusecnets.sweep.table;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.qusecnets.sweep.table.Column.Presence;
import org.qusecnets.sweep.table.TableSchema.Field;

/**
 * How a record lies in the columns of a table: each of its components is a column, or several where
 * it is a record itself.
 */
final class RowLayout {
  private static final Set<Class<?>> TYPES =
      Set.of(
          String.class,
          String[].class,
          int.class,
          Integer.class,
          long.class,
          Long.class,
          double.class,
          Double.class,
          boolean.class,
          Boolean.class,
          float[].class,
          double[].class);

  /** Looking for them takes much longer than using them. */
  private static final ClassValue<RowLayout> OF_ROWS =
      new ClassValue<>() {
        @Override
        protected RowLayout computeValue(Class<?> row) {
          return new RowLayout(row, Presence.REQUIRED, new String[0], new String[0]);
        }
      };

  private final Presence presence;
  private final List<Part> parts = new ArrayList<>();
  private final Constructor<?> constructor;

  /** A component: a column, or the layout of the record that it is. */
  private record Part(RecordComponent component, Field column, RowLayout nested) {
    Object value(Object owner) {
      try {
        return owner == null ? null : component.getAccessor().invoke(owner);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The layout of the rows of a table. */
  static RowLayout of(Class<? extends Record> row) {
    return OF_ROWS.get(row);
  }

  private RowLayout(Class<?> type, Presence presence, String[] names, String[] says) {
    this.presence = presence;
    RecordComponent[] components = type.getRecordComponents();
    if ((names.length > 0 && names.length != components.length)
        || says.length > components.length) {
      throw new IllegalArgumentException(
          type + " has other columns than " + List.of(names) + " " + List.of(says));
    }
    for (int i = 0; i < components.length; i++) {
      parts.add(
          components[i].getType().isRecord()
              ? nested(components[i])
              : column(
                  components[i],
                  names.length > 0 ? names[i] : null,
                  says.length > i ? says[i] : null));
    }
    try {
      constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private Part nested(RecordComponent component) {
    Columns columns = component.getAnnotation(Columns.class);
    if (columns == null) {
      throw new IllegalArgumentException(component + " is no column");
    }
    return new Part(
        component,
        null,
        new RowLayout(
            component.getType(), both(columns.presence()), columns.names(), columns.says()));
  }

  private Part column(RecordComponent component, String name, String says) {
    Column column = component.getAnnotation(Column.class);
    if (column == null || !TYPES.contains(component.getType())) {
      throw new IllegalArgumentException(component + " is no column");
    }
    Presence own = both(column.presence());
    return new Part(
        component,
        new Field(
            name != null ? name : column.name().isEmpty() ? nameOf(component) : column.name(),
            own == Presence.REQUIRED ? unboxed(component.getType()) : boxed(component.getType()),
            says != null ? says : column.value(),
            own,
            column.repeatability()),
        null);
  }

  private static String nameOf(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private Presence both(Presence own) {
    return presence == Presence.OPTIONAL ? presence : own;
  }

  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  /** A number that must exist is a primitive one. */
  private static Class<?> unboxed(Class<?> type) {
    return MethodType.methodType(type).unwrap().returnType();
  }

  /** The columns in their order. */
  List<Field> columns() {
    return parts.stream()
        .flatMap(
            part -> part.nested == null ? Stream.of(part.column) : part.nested.columns().stream())
        .toList();
  }

  /**
   * Adds a record's values to those of the columns before it.
   *
   * @param record null if the row has none
   * @throws IllegalArgumentException if a value that must exist is missing
   */
  void addValues(Object record, List<Object> values) {
    for (Part part : parts) {
      Object value = part.value(record);
      if (part.nested != null) {
        part.nested.addValues(value, values);
        continue;
      }
      if (value == null && part.column.presence() == Presence.REQUIRED) {
        throw new IllegalArgumentException("no value for " + part.component + " in " + record);
      }
      values.add(value);
    }
  }

  /** The record whose values come next; null if it may be missing and all of them are. */
  Object record(Iterator<Object> values) {
    Object[] arguments = new Object[parts.size()];
    for (int i = 0; i < arguments.length; i++) {
      Part part = parts.get(i);
      arguments[i] = part.nested == null ? values.next() : part.nested.record(values);
    }
    if (presence == Presence.OPTIONAL && Arrays.stream(arguments).allMatch(Objects::isNull)) {
      return null;
    }
    try {
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
