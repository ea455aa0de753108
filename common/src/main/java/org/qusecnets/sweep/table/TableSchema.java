package org.qusecnets.sweep.table;

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

  /**
   * The values of a row in the order of the columns.
   *
   * @throws IllegalArgumentException if a value that must exist is missing
   */
  public static Object[] values(Record row) {
    RecordComponent[] components = row.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(components[i], row);
      if (values[i] == null
          && components[i].getAnnotation(Column.class).presence() == Presence.REQUIRED) {
        throw new IllegalArgumentException("no value for " + components[i] + " in " + row);
      }
    }
    return values;
  }

  private static Object value(RecordComponent component, Record row) {
    try {
      return component.getAccessor().invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The names of the columns that are the same in every run. */
  public List<String> repeatableColumns() {
    return columns.stream()
        .filter(field -> field.repeatability() == Repeatability.EXACT)
        .map(Field::name)
        .toList();
  }
}
