package org.qusecnets.sweep.jobs.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Reads the rows of a Parquet file, whoever has written it. */
final class ParquetRecords {
  static {
    JavaSnappyCodec.install();
  }

  private final InputFile input;
  private final Configuration configuration;
  private final MessageType schema;
  private final Map<String, String> metadata;
  private final long count;

  ParquetRecords(Storage storage, String file) {
    configuration = new Configuration(storage.configuration());
    // Lists as Spark, Arrow and the format's own text have them.
    configuration.setBoolean(AvroSchemaConverter.ADD_LIST_ELEMENT_RECORDS, false);
    configuration.setBoolean(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, false);
    try {
      input = HadoopInputFile.fromPath(storage.path(file), configuration);
      try (ParquetFileReader reader = ParquetFileReader.open(input)) {
        schema = reader.getFileMetaData().getSchema();
        metadata = reader.getFileMetaData().getKeyValueMetaData();
        count = reader.getRecordCount();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      // Of a file that is not Parquet.
      throw new UncheckedIOException(new IOException(e.getMessage(), e));
    }
  }

  /** What whoever has written the file says under a key; null if that is nothing. */
  String metadata(String key) {
    return metadata.get(key);
  }

  /** The number of rows. */
  long count() {
    return count;
  }

  /** The names of the columns, in order. */
  List<String> columns() {
    return schema.getFields().stream().map(Type::getName).toList();
  }

  /** The rows with only these columns. The stream is to be closed. */
  Stream<GenericRecord> read(Set<String> columns, FilterCompat.Filter filter) {
    // Avro refuses names that the columns beside them may have.
    Schema projection =
        new AvroSchemaConverter(configuration)
            .convert(
                new MessageType(
                    schema.getName(),
                    schema.getFields().stream()
                        .filter(field -> columns.contains(field.getName()))
                        .toList()));
    AvroReadSupport.setRequestedProjection(configuration, projection);
    AvroReadSupport.setAvroReadSchema(configuration, projection);
    try {
      ParquetReader<GenericRecord> reader =
          AvroParquetReader.<GenericRecord>builder(input)
              .withDataModel(GenericData.get())
              .withConf(configuration)
              .withFilter(filter)
              .build();
      return Stream.generate(() -> next(reader))
          .takeWhile(Objects::nonNull)
          .onClose(() -> close(reader));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GenericRecord next(ParquetReader<GenericRecord> reader) {
    try {
      return reader.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(ParquetReader<GenericRecord> reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
