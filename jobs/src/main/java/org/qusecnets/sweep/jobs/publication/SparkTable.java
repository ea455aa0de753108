package org.qusecnets.sweep.jobs.publication;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.table.Column.Presence;
import org.qusecnets.sweep.table.TableSchema;
import scala.collection.mutable.WrappedArray;

/** Tables of the domain as Spark's. */
public final class SparkTable {
  private SparkTable() {}

  /** Spark's schema of a table; descriptions become column comments. */
  public static StructType schema(TableSchema table) {
    StructType schema = new StructType();
    for (TableSchema.Field field : table.columns()) {
      schema =
          schema.add(
              new StructField(
                  field.name(),
                  type(field.type()),
                  field.presence() == Presence.OPTIONAL,
                  new MetadataBuilder().putString("comment", field.description()).build()));
    }
    return schema;
  }

  /** Spark's row. */
  static Row row(Record record) {
    Object[] values = TableSchema.values(record);
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof float[] || values[i] instanceof double[]) {
        values[i] = WrappedArray.make(values[i]);
      }
    }
    return RowFactory.create(values);
  }

  /** A small table as one file, its rows in this order. */
  public static void write(
      SparkSession spark, TableSchema table, List<? extends Record> rows, String path) {
    Dataset<Row> frame =
        spark.createDataFrame(rows.stream().map(SparkTable::row).toList(), schema(table));
    frame.coalesce(1).write().parquet(path);
  }

  /** A table at a path or URI. */
  static Dataset<Row> read(SparkSession spark, String path) {
    // A folder's name may hold what would otherwise be a pattern.
    return spark.read().option("__globPaths__", "false").parquet(path);
  }

  /**
   * Checks that a table has the columns that this program reads.
   *
   * @param what begins the message, such as {@code Cannot make a report of results/quickstart}
   * @throws UserException if another version of the program wrote it with other columns
   */
  static void checkVersion(Dataset<Row> frame, TableSchema table, String what) {
    String version = table.columns().get(0).name();
    for (Row row : frame.select(version).limit(1).collectAsList()) {
      if (row.getInt(0) != table.version()) {
        throw new UserException(
            "%s: its table %s has version %d of its columns, and this program reads version %d; use the version of the program that wrote it, or run the sweep again into another folder"
                .formatted(what, table.name(), row.getInt(0), table.version()));
      }
    }
  }

  /**
   * The rows of a frame as records of their table; optional columns that the frame lacks are null.
   *
   * @throws IllegalArgumentException if a column is missing that must exist, as in tables of
   *     another version of this program
   */
  static <T extends Record> List<T> records(Dataset<Row> frame, TableSchema table, Class<T> type) {
    List<String> columns = List.of(frame.columns());
    List<TableSchema.Field> fields = table.columns();
    for (TableSchema.Field field : fields) {
      if (field.presence() == Presence.REQUIRED && !columns.contains(field.name())) {
        throw new IllegalArgumentException(
            "the tables have no column " + field.name() + ": another version wrote them");
      }
    }
    return frame.collectAsList().stream()
        .map(row -> TableSchema.row(type, values(row, columns, fields)))
        .toList();
  }

  private static List<Object> values(
      Row row, List<String> columns, List<TableSchema.Field> fields) {
    List<Object> values = new ArrayList<>();
    for (TableSchema.Field field : fields) {
      int column = columns.indexOf(field.name());
      values.add(column < 0 ? null : value(row, column, field.type()));
    }
    return values;
  }

  private static Object value(Row row, int column, Class<?> type) {
    if (row.isNullAt(column) || !type.isArray()) {
      return row.get(column);
    }
    List<? extends Number> found = row.getList(column);
    Object numbers = Array.newInstance(type.getComponentType(), found.size());
    for (int i = 0; i < found.size(); i++) {
      Array.set(numbers, i, found.get(i));
    }
    return numbers;
  }

  private static DataType type(Class<?> type) {
    if (type == String.class) {
      return DataTypes.StringType;
    } else if (type == int.class || type == Integer.class) {
      return DataTypes.IntegerType;
    } else if (type == long.class || type == Long.class) {
      return DataTypes.LongType;
    } else if (type == double.class || type == Double.class) {
      return DataTypes.DoubleType;
    } else if (type == boolean.class || type == Boolean.class) {
      return DataTypes.BooleanType;
    } else if (type == float[].class) {
      return DataTypes.createArrayType(DataTypes.FloatType, false);
    } else if (type == double[].class) {
      return DataTypes.createArrayType(DataTypes.DoubleType, false);
    }
    throw new IllegalArgumentException("no column type for " + type);
  }
}
