package org.qusecnets.sweep.jobs.store;

import java.io.Serializable;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.io.api.Binary;

/**
 * What of a table is read.
 *
 * @param leftOut columns that are null in every row
 * @param column of text, of which only some values are wanted; empty if all are
 * @param values the values that are wanted
 */
public record RowSelection(Set<String> leftOut, String column, Set<String> values)
    implements Serializable {
  /** All rows with all columns. */
  public static final RowSelection ALL = new RowSelection(Set.of(), "", Set.of());

  /** The rows with one of these values in a column of text. */
  public static RowSelection where(String column, Set<String> values) {
    return new RowSelection(Set.of(), column, values);
  }

  /** The same rows without these columns, which must be optional. */
  public RowSelection without(Set<String> columns) {
    return new RowSelection(columns, column, values);
  }

  FilterCompat.Filter filter() {
    if (column.isEmpty()) {
      return FilterCompat.NOOP;
    }
    Set<Binary> wanted = values.stream().map(Binary::fromString).collect(Collectors.toSet());
    return FilterCompat.get(FilterApi.in(FilterApi.binaryColumn(column), wanted));
  }
}
