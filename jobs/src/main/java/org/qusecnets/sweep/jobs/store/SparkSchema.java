package org.qusecnets.sweep.jobs.store;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.qusecnets.sweep.table.Column.Presence;
import org.qusecnets.sweep.table.TableSchema;

/** Tables of the domain as Spark's. */
public final class SparkSchema {
  private SparkSchema() {}

  /** Spark's schema of a table; descriptions become column comments. */
  public static StructType of(TableSchema table) {
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
    } else if (type == String[].class) {
      return DataTypes.createArrayType(DataTypes.StringType, false);
    }
    throw new IllegalArgumentException("no column type for " + type);
  }
}
