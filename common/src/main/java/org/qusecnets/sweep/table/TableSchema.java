package org.qusecnets.sweep.table;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.qusecnets.sweep.table.Column.Presence;
import org.qusecnets.sweep.table.Column.Repeatability;

/**
 * The columns of a table, read off the record that is one row of it: the record is the one
 * declaration of the schema.
 *
 * @param name the table's name
 * @param version rises with every change of its columns; the first column of every row
 * @param columns in order
 */
public record TableSchema(String name, int version, List<Field> columns) {
  private static final Set<Class<?>> TYPES =
      Set.of(
          String.class,
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
  private static final ClassValue<List<Reader>> READERS =
      new ClassValue<>() {
        @Override
        protected List<Reader> computeValue(Class<?> row) {
          return Arrays.stream(row.getRecordComponents()).map(Reader::of).toList();
        }
      };

  /**
   * One column.
   *
   * @param name in snake_case
   * @param type Java type of its values
   * @param description what it holds
   * @param presence whether it may be null
   * @param repeatability whether it is the same in every run
   */
  public record Field(
      String name,
      Class<?> type,
      String description,
      Presence presence,
      Repeatability repeatability) {}

  /**
   * The schema of a table whose rows are of this record, every component of which is a {@link
   * Column}.
   */
  public static TableSchema of(String name, int version, Class<? extends Record> row) {
    return new TableSchema(
        name, version, Arrays.stream(row.getRecordComponents()).map(TableSchema::field).toList());
  }

  private static Field field(RecordComponent component) {
    Column column = component.getAnnotation(Column.class);
    if (column == null || !TYPES.contains(component.getType())) {
      throw new IllegalArgumentException(component + " is no column");
    }
    String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    return new Field(
        name, component.getType(), column.value(), column.presence(), column.repeatability());
  }

  /** How to read a column off a row. */
  private record Reader(RecordComponent component, Method accessor, Presence presence) {
    static Reader of(RecordComponent component) {
      return new Reader(
          component, component.getAccessor(), component.getAnnotation(Column.class).presence());
    }

    Object value(Record row) {
      Object value;
      try {
        value = accessor.invoke(row);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
      if (value == null && presence == Presence.REQUIRED) {
        throw new IllegalArgumentException("no value for " + component + " in " + row);
      }
      return value;
    }
  }

  /**
   * The values of a row in the order of the columns.
   *
   * @throws IllegalArgumentException if a value that must exist is missing
   */
  public static Object[] values(Record row) {
    List<Reader> readers = READERS.get(row.getClass());
    Object[] values = new Object[readers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = readers.get(i).value(row);
    }
    return values;
  }

  /** The names of the columns that are the same in every run. */
  public List<String> repeatableColumns() {
    return columns.stream()
        .filter(field -> field.repeatability() == Repeatability.EXACT)
        .map(Field::name)
        .toList();
  }
}
