package org.qusecnets.sweep.claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.TableSchema;

/** CellRows of tables, of which a test says only what matters to it. */
final class CellRows {
  private static final String RECIPE =
      "{\"network\":{\"architecture\":\"paper-cnn\"},"
          + "\"training\":{\"loss\":\"cross-entropy\",\"label-smoothing\":0.1}}";

  private CellRows() {}

  /**
   * A complete cell of the undefended model under white-box FGSM at 0.3 with 100 images, but for
   * these columns: names as in {@link CellRow} and values in turn.
   */
  static CellRow cell(Object... columns) {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "dataset", "mnist", "trainImages", 60_000, "defense", "none", "attack", "fgsm");
    put(values, "defenseParameters", "{}", "attackParameters", "{\"target\":\"none\"}");
    put(values, "target", "none", "access", "gradients", "threatModel", "white-box");
    put(
        values,
        "gradient",
        "exact",
        "misclassified",
        "skip",
        "labels",
        "true-label",
        "norm",
        "linf");
    put(values, "epsilon", 0.3, "seed", 1L, "status", "complete", "images", 100L);
    put(values, columns);
    if (values.get("levels") instanceof Integer levels && !has(columns, "defenseParameters")) {
      values.put("defenseParameters", "{\"levels\":" + levels + "}");
    }
    // Models and cells are named after what tells them apart.
    String model = "%s %s %s".formatted(values.get("defense"), values.get("levels"), seed(values));
    values.putIfAbsent("modelId", model);
    values.putIfAbsent(
        "cellId", values.get("modelId") + " " + values.get("attack") + " " + values.get("epsilon"));
    values.putIfAbsent("sourceModelId", values.get("modelId"));
    return make(CellRow.SCHEMA, CellRow.class, values);
  }

  private static Object seed(Map<String, Object> values) {
    return values.get("seed");
  }

  private static boolean has(Object[] columns, String name) {
    return Arrays.asList(columns).contains(name);
  }

  /** A defended cell: levels 0 for none. */
  static CellRow defended(String defense, int levels, double epsilon, long seed, long correct) {
    return cell(
        "defense",
        defense,
        "levels",
        levels == 0 ? null : (Object) levels,
        "epsilon",
        epsilon,
        "seed",
        seed,
        "adversarialCorrect",
        correct);
  }

  /** The models of these cells, all with the same recipe. */
  static List<ModelRow> models(List<CellRow> cells) {
    return cells.stream().map(CellRow::modelId).distinct().map(id -> model(id, RECIPE)).toList();
  }

  static ModelRow model(String id, String recipe) {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "modelId", id, "recipe", recipe);
    return make(ModelRow.SCHEMA, ModelRow.class, values);
  }

  private static void put(Map<String, Object> into, Object... columns) {
    for (int i = 0; i < columns.length; i += 2) {
      into.put((String) columns[i], columns[i + 1]);
    }
  }

  private static <R extends Record> R make(
      TableSchema schema, Class<R> type, Map<String, Object> values) {
    List<Object> row = new ArrayList<>();
    for (TableSchema.Field column : schema.columns()) {
      row.add(values.getOrDefault(nameIn(column), zero(column.type())));
    }
    return TableSchema.row(type, row);
  }

  /** A column's name as it would be one of Java. */
  private static String nameIn(TableSchema.Field column) {
    return Pattern.compile("_(.)")
        .matcher(column.name())
        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }

  private static Object zero(Class<?> type) {
    if (type == boolean.class) {
      return false;
    } else if (type == int.class) {
      return 0;
    } else if (type == long.class) {
      return 0L;
    } else if (type == double.class) {
      return 0.0;
    }
    return null;
  }

  /** Gains of 10, 50 and 75 points: means over two seeds. */
  static List<CellRow> gains() {
    return List.of(
        defended("none", 0, 0.3, 1, 10),
        defended("none", 0, 0.3, 2, 20),
        defended("cq", 2, 0.3, 1, 70),
        defended("cq", 2, 0.3, 2, 60),
        defended("cq", 4, 0.3, 1, 30),
        defended("cq", 4, 0.3, 2, 20),
        defended("tq", 2, 0.3, 1, 90),
        defended("tq", 2, 0.3, 2, 90));
  }
}
