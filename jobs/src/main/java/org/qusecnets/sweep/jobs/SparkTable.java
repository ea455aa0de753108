package org.qusecnets.sweep.jobs;

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
import org.qusecnets.sweep.table.Column.Presence;
import org.qusecnets.sweep.table.TableSchema;
import scala.collection.mutable.WrappedArray;

/** Tables of the domain as Spark's. */
final class SparkTable {
  private SparkTable() {}

  /** Spark's schema of a table; descriptions become column comments. */
  static StructType schema(TableSchema table) {
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
  static void write(
      SparkSession spark, TableSchema table, List<? extends Record> rows, String path) {
    Dataset<Row> frame =
        spark.createDataFrame(rows.stream().map(SparkTable::row).toList(), schema(table));
    frame.coalesce(1).write().parquet(path);
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
