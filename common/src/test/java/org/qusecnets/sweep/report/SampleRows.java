package org.qusecnets.sweep.report;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.ResilienceRow;

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
    return row(CellRow.class, values);
  }

  static ModelRow model(Map<String, Object> values) {
    return row(ModelRow.class, values);
  }

  static ExampleRow example(Map<String, Object> values) {
    return row(ExampleRow.class, values);
  }

  static ResilienceRow resilience(Map<String, Object> values) {
    return row(ResilienceRow.class, values);
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
        models,
        examples,
        List.of());
  }

  private static <T extends Record> T row(Class<T> type, Map<String, Object> values) {
    RecordComponent[] components = type.getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    if (!names.containsAll(values.keySet())) {
      throw new IllegalArgumentException(values.keySet() + " are not all columns");
    }
    Object[] row =
        Arrays.stream(components).map(c -> values.getOrDefault(c.getName(), usual(c))).toArray();
    try {
      return type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
          .newInstance(row);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object usual(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == String.class) {
      boolean optional =
          component.getAnnotation(org.qusecnets.sweep.table.Column.class).presence()
              == org.qusecnets.sweep.table.Column.Presence.OPTIONAL;
      return optional ? null : TEXTS.getOrDefault(component.getName(), component.getName());
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
    }
    return null;
  }
}
