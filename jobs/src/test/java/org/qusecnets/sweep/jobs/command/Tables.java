package org.qusecnets.sweep.jobs.command;

import static org.apache.spark.sql.functions.col;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.qusecnets.sweep.jobs.run.SparkLifecycle;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ClaimRow;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.TableSchema;

/** Reads published tables with Spark and nothing of ours. */
final class Tables {
  static final List<TableSchema> ALL =
      List.of(ExampleRow.SCHEMA, CellRow.SCHEMA, ModelRow.SCHEMA, ClaimRow.SCHEMA);

  private Tables() {}

  static <T> T read(Path out, String table, Function<Dataset<Row>, T> use) {
    return read(out.resolve("tables").toString(), table, use);
  }

  /** The same from a folder of tables, a path or URI. */
  static <T> T read(String tables, String table, Function<Dataset<Row>, T> use) {
    SparkOptions options = new SparkOptions();
    try (SparkLifecycle spark = SparkLifecycle.start("test", options.configuration())) {
      return use.apply(frame(spark.session(), tables, table));
    }
  }

  /** The rows of a table in its order, without its arrays. */
  static <R extends Record> List<R> records(Path out, TableSchema table, Class<R> type) {
    Class<?>[] types =
        table.columns().stream().map(TableSchema.Field::type).toArray(Class<?>[]::new);
    List<R> records = new ArrayList<>();
    for (Row row : read(out, table.name(), Dataset::collectAsList)) {
      Object[] values = new Object[types.length];
      for (int i = 0; i < types.length; i++) {
        values[i] = types[i].isArray() ? null : row.get(i);
      }
      try {
        records.add(type.getDeclaredConstructor(types).newInstance(values));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return records;
  }

  /**
   * Every row of every table as text, sorted since files have no order, without the columns that
   * tell of the run.
   */
  static Map<String, List<String>> repeatable(Path out) {
    return repeatable(out.resolve("tables").toString());
  }

  /** The same from a folder of tables, a path or URI. */
  static Map<String, List<String>> repeatable(String tables) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    SparkOptions options = new SparkOptions();
    try (SparkLifecycle spark = SparkLifecycle.start("test", options.configuration())) {
      for (TableSchema table : ALL) {
        Column[] columns =
            table.repeatableColumns().stream().map(name -> col(name)).toArray(Column[]::new);
        rows.put(
            table.name(),
            frame(spark.session(), tables, table.name()).select(columns).collectAsList().stream()
                .map(Row::json)
                .sorted()
                .toList());
      }
    }
    return rows;
  }

  private static Dataset<Row> frame(SparkSession spark, String tables, String table) {
    return spark.read().option("__globPaths__", "false").parquet(tables + "/" + table);
  }
}
