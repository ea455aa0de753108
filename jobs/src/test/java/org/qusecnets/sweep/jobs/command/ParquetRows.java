package org.qusecnets.sweep.jobs.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/** Reads Parquet files as Spark does, within milliseconds: no session is started. */
final class ParquetRows {
  /** Where Spark keeps its own schema in a file. */
  private static final String SCHEMA = "org.apache.spark.sql.parquet.row.metadata";

  private ParquetRows() {}

  /** The rows of all files of a folder, a path or URI. */
  static List<Row> read(String folder) {
    Configuration configuration = new Configuration();
    Path path = new Path(folder);
    List<Row> rows = new ArrayList<>();
    try {
      FileStatus[] files =
          path.getFileSystem(configuration)
              .listStatus(path, file -> file.getName().endsWith(".parquet"));
      Arrays.sort(files);
      for (FileStatus file : files) {
        read(file.getPath(), configuration, rows);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  private static void read(Path file, Configuration configuration, List<Row> rows)
      throws IOException {
    StructType schema;
    try (ParquetFileReader footer =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration))) {
      schema =
          (StructType)
              DataType.fromJson(footer.getFileMetaData().getKeyValueMetaData().get(SCHEMA));
    }
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file).withConf(configuration).build()) {
      for (Group group = reader.read(); group != null; group = reader.read()) {
        rows.add(row(group, schema));
      }
    }
  }

  private static Row row(Group group, StructType schema) {
    StructField[] fields = schema.fields();
    Object[] values = new Object[fields.length];
    for (int i = 0; i < fields.length; i++) {
      int column = group.getType().getFieldIndex(fields[i].name());
      values[i] =
          group.getFieldRepetitionCount(column) == 0
              ? null
              : value(group, column, fields[i].dataType());
    }
    return new GenericRowWithSchema(values, schema);
  }

  private static Object value(Group group, int column, DataType type) {
    if (type instanceof ArrayType array) {
      Group list = group.getGroup(column, 0);
      List<Object> elements = new ArrayList<>();
      for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
        elements.add(value(list.getGroup(0, i), 0, array.elementType()));
      }
      return JavaConverters.asScalaBuffer(elements).toSeq();
    } else if (type.equals(DataTypes.StringType)) {
      return group.getString(column, 0);
    } else if (type.equals(DataTypes.IntegerType)) {
      return group.getInteger(column, 0);
    } else if (type.equals(DataTypes.LongType)) {
      return group.getLong(column, 0);
    } else if (type.equals(DataTypes.DoubleType)) {
      return group.getDouble(column, 0);
    } else if (type.equals(DataTypes.FloatType)) {
      return group.getFloat(column, 0);
    } else if (type.equals(DataTypes.BooleanType)) {
      return group.getBoolean(column, 0);
    }
    throw new IllegalArgumentException("no value of " + type);
  }
}
