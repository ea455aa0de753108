package org.qusecnets.sweep.jobs.store;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.avro.AvroWriteSupport;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.qusecnets.sweep.table.TableSchema;

/**
 * Makes writers of rows of a table, compressed as Spark does, with lists as Spark has them, and
 * with Spark's own schema, from which it takes the comments of columns.
 */
final class ParquetRowWriter extends ParquetWriter.Builder<GenericRecord, ParquetRowWriter> {
  private static final String SPARK_SCHEMA = "org.apache.spark.sql.parquet.row.metadata";

  static {
    JavaSnappyCodec.install();
  }

  private final TableSchema table;
  private final Schema schema;

  ParquetRowWriter(OutputFile file, TableSchema table, Schema schema) {
    super(file);
    this.table = table;
    this.schema = schema;
    config(AvroWriteSupport.WRITE_OLD_LIST_STRUCTURE, "false");
    withCompressionCodec(CompressionCodecName.SNAPPY);
  }

  @Override
  protected ParquetRowWriter self() {
    return this;
  }

  @Override
  protected WriteSupport<GenericRecord> getWriteSupport(Configuration configuration) {
    return new AvroWriteSupport<>(
        new AvroSchemaConverter(configuration).convert(schema), schema, GenericData.get()) {
      @Override
      public FinalizedWriteContext finalizeWrite() {
        return new FinalizedWriteContext(Map.of(SPARK_SCHEMA, SparkSchema.of(table).json()));
      }
    };
  }
}
