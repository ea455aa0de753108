package org.qusecnets.sweep.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
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
public record TableSchema(String name, int version, List<Field> columns) implements Serializable {
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
      Repeatability repeatability)
      implements Serializable {}

  /**
   * The schema of a table whose rows are of this record, every component of which is a {@link
   * Column}, or {@link Columns} if it is a record itself.
   */
  public static TableSchema of(String name, int version, Class<? extends Record> row) {
    return new TableSchema(name, version, RowLayout.of(row).columns());
  }

  /**
   * The values of a row in the order of the columns.
   *
   * @throws IllegalArgumentException if a value that must exist is missing
   */
  public static Object[] values(Record row) {
    List<Object> values = new ArrayList<>();
    RowLayout.of(row.getClass()).addValues(row, values);
    return values.toArray();
  }

  /**
   * The row that has these values.
   *
   * @param values in the order of the columns, null where there is none
   */
  public static <R extends Record> R row(Class<R> row, List<Object> values) {
    return row.cast(RowLayout.of(row).record(values.iterator()));
  }

  /** The names of the columns that are the same in every run. */
  public List<String> repeatableColumns() {
    return columns.stream()
        .filter(field -> field.repeatability() == Repeatability.EXACT)
        .map(Field::name)
        .toList();
  }
}
