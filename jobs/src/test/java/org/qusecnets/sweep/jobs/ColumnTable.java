package org.qusecnets.sweep.jobs;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.table.Column.Presence;
import org.qusecnets.sweep.table.Column.Repeatability;
import org.qusecnets.sweep.table.TableSchema;

/** The columns of a result table as a table in Markdown. */
final class ColumnTable {
  /** Types as Parquet's readers know them. */
  private static final Map<Class<?>, String> TYPES =
      Map.ofEntries(
          Map.entry(String.class, "string"),
          Map.entry(int.class, "int"),
          Map.entry(Integer.class, "int"),
          Map.entry(long.class, "long"),
          Map.entry(Long.class, "long"),
          Map.entry(double.class, "double"),
          Map.entry(Double.class, "double"),
          Map.entry(boolean.class, "boolean"),
          Map.entry(Boolean.class, "boolean"),
          Map.entry(float[].class, "array of float"),
          Map.entry(double[].class, "array of double"),
          Map.entry(String[].class, "array of string"));

  private ColumnTable() {}

  static String of(TableSchema schema) {
    return schema.columns().stream()
        .map(ColumnTable::row)
        .collect(joining("", "| column | type | meaning |\n|---|---|---|\n", ""));
  }

  private static String row(TableSchema.Field field) {
    List<String> type = new ArrayList<>(List.of(TYPES.get(field.type())));
    if (field.presence() == Presence.OPTIONAL) {
      type.add("optional");
    }
    if (field.repeatability() == Repeatability.OF_THE_RUN) {
      type.add("of the run");
    }
    return "| `%s` | %s | %s |\n"
        .formatted(field.name(), String.join(", ", type), field.description().replace("|", "\\|"));
  }
}
