package org.qusecnets.sweep.jobs;

import static org.apache.spark.sql.functions.col;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.TableSchema;

/** Reads published tables with Spark and nothing of ours. */
final class Tables {
  static final List<TableSchema> ALL = List.of(ExampleRow.SCHEMA, CellRow.SCHEMA, ModelRow.SCHEMA);

  private Tables() {}

  static <T> T read(Path out, String table, Function<Dataset<Row>, T> use) {
    return read(out.resolve("tables").toString(), table, use);
  }

  /** The same from a folder of tables, a path or URI. */
  static <T> T read(String tables, String table, Function<Dataset<Row>, T> use) {
    SparkOptions options = new SparkOptions();
    try (SparkLifecycle spark = SparkLifecycle.start("test", options)) {
      return use.apply(frame(spark.session(), tables, table));
    }
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
    try (SparkLifecycle spark = SparkLifecycle.start("test", options)) {
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
