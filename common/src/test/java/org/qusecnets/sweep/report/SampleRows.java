package org.qusecnets.sweep.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.Column.Presence;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.ResilienceRow;
import org.qusecnets.sweep.table.TableSchema;

/** Rows of tables of which a test says what matters to it. */
final class SampleRows {
  private static final Map<String, Object> TEXTS =
      Map.of(
          "status", "complete",
          "defenseParameters", "{}",
          "attackParameters", "{}",
          "recipe", "{}",
          "access", "gradients",
          "threatModel", "white-box",
          "gradient", "exact",
          "norm", "linf",
          "attack", "fgsm",
          "defense", "none");

  private SampleRows() {}

  static CellRow cell(Map<String, Object> values) {
    return row(CellRow.SCHEMA, CellRow.class, values);
  }

  static ModelRow model(Map<String, Object> values) {
    return row(ModelRow.SCHEMA, ModelRow.class, values);
  }

  static ExampleRow example(Map<String, Object> values) {
    return row(ExampleRow.SCHEMA, ExampleRow.class, values);
  }

  static ResilienceRow resilience(Map<String, Object> values) {
    return row(ResilienceRow.SCHEMA, ResilienceRow.class, values);
  }

  static ReportTables tables(
      List<CellRow> cells, List<ModelRow> models, List<ExampleRow> examples) {
    return new ReportTables(
        new ReportTables.Origin(
            "sample",
            "results/sample",
            "publications/tables-0001-ab",
            "2026-01-02T03:04:05Z",
            "1.2.3",
            Map.of("complete", (long) cells.size()),
            models.size()),
        cells,
        List.of(),
        List.of(),
        List.of(),
        models,
        models.stream()
            .collect(Collectors.toMap(ModelRow::dataset, ModelRow::images, (first, next) -> first)),
        examples,
        List.of(),
        List.of());
  }

  private static <T extends Record> T row(
      TableSchema schema, Class<T> type, Map<String, Object> values) {
    List<String> names = schema.columns().stream().map(SampleRows::nameIn).toList();
    if (!names.containsAll(values.keySet())) {
      throw new IllegalArgumentException(values.keySet() + " are not all columns");
    }
    List<Object> row = new ArrayList<>();
    for (TableSchema.Field column : schema.columns()) {
      row.add(values.getOrDefault(nameIn(column), usual(column)));
    }
    return TableSchema.row(type, row);
  }

  /** A column's name as it would be one of Java. */
  private static String nameIn(TableSchema.Field column) {
    return Pattern.compile("_(.)")
        .matcher(column.name())
        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }

  private static Object usual(TableSchema.Field column) {
    Class<?> type = column.type();
    if (column.presence() == Presence.OPTIONAL) {
      return null;
    } else if (type == String.class) {
      return TEXTS.getOrDefault(nameIn(column), nameIn(column));
    } else if (type == int.class) {
      return 1;
    } else if (type == long.class) {
      return 1L;
    } else if (type == double.class) {
      return 0.5;
    } else if (type == boolean.class) {
      return true;
    } else if (type == double[].class) {
      return new double[] {1, 2};
    } else if (type == String[].class) {
      return new String[] {"0", "1"};
    }
    return null;
  }
}
