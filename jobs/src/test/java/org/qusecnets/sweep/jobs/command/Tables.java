package org.qusecnets.sweep.jobs.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.qusecnets.sweep.jobs.store.SparkSchema;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.CertificateRow;
import org.qusecnets.sweep.table.CertifiedRow;
import org.qusecnets.sweep.table.ClaimRow;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.TableSchema;
import org.qusecnets.sweep.table.WorstCaseRow;

/** Reads published tables as everybody can. */
final class Tables {
  static final List<TableSchema> ALL =
      List.of(
          ExampleRow.SCHEMA,
          CellRow.SCHEMA,
          WorstCaseRow.SCHEMA,
          CertifiedRow.SCHEMA,
          CertificateRow.SCHEMA,
          ModelRow.SCHEMA,
          ClaimRow.SCHEMA);

  /** The types of columns by the types of their values in Java. */
  private static final Map<Class<?>, String> TYPES =
      Map.ofEntries(
          Map.entry(String.class, "string"),
          Map.entry(int.class, "int"),
          Map.entry(Integer.class, "int"),
          Map.entry(long.class, "bigint"),
          Map.entry(Long.class, "bigint"),
          Map.entry(double.class, "double"),
          Map.entry(Double.class, "double"),
          Map.entry(boolean.class, "boolean"),
          Map.entry(Boolean.class, "boolean"),
          Map.entry(float[].class, "array<float>"),
          Map.entry(double[].class, "array<double>"),
          Map.entry(String[].class, "array<string>"));

  private Tables() {}

  /** What Spark calls the type of a column with such values in Java. */
  public static String sparkType(Class<?> values) {
    return TYPES.get(values);
  }

  static List<Row> rows(Path out, String table) {
    return rows(out.resolve("tables").toString(), table);
  }

  /** The same from a folder of tables, a path or URI. */
  static List<Row> rows(String tables, String table) {
    return ParquetRows.read(tables + "/" + table);
  }

  /** The schema of every table as Spark reads it. */
  static Map<String, StructType> schemas(Path out) {
    return bySpark(out, (table, frame) -> frame.schema());
  }

  /** What {@link #repeatable(Path)} gives, read by Spark. */
  static Map<String, List<String>> bySpark(Path out) {
    return bySpark(out, (table, frame) -> repeatable(table, frame.collectAsList()));
  }

  private static <T> Map<String, T> bySpark(
      Path out, BiFunction<TableSchema, Dataset<Row>, T> use) {
    Map<String, T> found = new LinkedHashMap<>();
    // To compile its queries takes longer than tables of a few rows do.
    SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "localhost")
            .config("spark.sql.codegen.wholeStage", false)
            .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
            .config("spark.testing", true)
            .getOrCreate();
    try {
      for (TableSchema table : ALL) {
        Dataset<Row> frame =
            spark
                .read()
                .option("__globPaths__", "false")
                .parquet(out.resolve("tables").resolve(table.name()).toString());
        found.put(table.name(), use.apply(table, frame));
      }
    } finally {
      spark.stop();
    }
    return found;
  }

  /** The rows of a table in its order, without its arrays. */
  static <R extends Record> List<R> records(Path out, TableSchema table, Class<R> type) {
    List<TableSchema.Field> columns = table.columns();
    List<R> records = new ArrayList<>();
    for (Row row : rows(out, table.name())) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        values.add(columns.get(i).type().isArray() ? null : row.get(i));
      }
      records.add(TableSchema.row(type, values));
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
    for (TableSchema table : ALL) {
      rows.put(table.name(), repeatable(table, rows(tables, table.name())));
    }
    return rows;
  }

  private static List<String> repeatable(TableSchema table, List<Row> rows) {
    List<String> columns = table.repeatableColumns();
    StructType schema = new StructType();
    for (StructField field : SparkSchema.of(table).fields()) {
      schema = columns.contains(field.name()) ? schema.add(field) : schema;
    }
    StructType kept = schema;
    return rows.stream()
        .map(
            row ->
                new GenericRowWithSchema(columns.stream().map(row::<Object>getAs).toArray(), kept))
        .map(Row::json)
        .sorted()
        .toList();
  }
}
