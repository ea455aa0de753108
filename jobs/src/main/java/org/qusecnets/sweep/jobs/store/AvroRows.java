package org.qusecnets.sweep.jobs.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.Utf8;
import org.qusecnets.sweep.table.Column.Presence;
import org.qusecnets.sweep.table.TableSchema;

/**
 * Rows of a table as Avro's records and back.
 *
 * @param <R> the record that is one row
 */
final class AvroRows<R extends Record> {
  private final Schema schema;
  private final List<TableSchema.Field> columns;
  private final Class<R> row;

  AvroRows(TableSchema table, Class<R> row) {
    this.schema =
        Schema.createRecord(
            table.name(),
            "version " + table.version(),
            "org.qusecnets.sweep",
            false,
            table.columns().stream().map(AvroRows::field).toList());
    this.columns = table.columns();
    this.row = row;
  }

  private static Schema.Field field(TableSchema.Field field) {
    Schema type = type(field.type());
    return new Schema.Field(
        field.name(),
        field.presence() == Presence.OPTIONAL
            ? Schema.createUnion(Schema.create(Schema.Type.NULL), type)
            : type);
  }

  private static Schema type(Class<?> type) {
    if (type == String.class) {
      return Schema.create(Schema.Type.STRING);
    } else if (type == int.class || type == Integer.class) {
      return Schema.create(Schema.Type.INT);
    } else if (type == long.class || type == Long.class) {
      return Schema.create(Schema.Type.LONG);
    } else if (type == double.class || type == Double.class) {
      return Schema.create(Schema.Type.DOUBLE);
    } else if (type == boolean.class || type == Boolean.class) {
      return Schema.create(Schema.Type.BOOLEAN);
    } else if (type == float[].class) {
      return Schema.createArray(Schema.create(Schema.Type.FLOAT));
    } else if (type == double[].class) {
      return Schema.createArray(Schema.create(Schema.Type.DOUBLE));
    } else if (type == String[].class) {
      return Schema.createArray(Schema.create(Schema.Type.STRING));
    }
    throw new IllegalArgumentException("no Avro type for " + type);
  }

  Schema schema() {
    return schema;
  }

  GenericRecord record(R row) {
    GenericData.Record record = new GenericData.Record(schema);
    Object[] values = TableSchema.values(row);
    for (int i = 0; i < values.length; i++) {
      record.put(i, toAvro(values[i]));
    }
    return record;
  }

  private static Object toAvro(Object value) {
    if (value instanceof float[] floats) {
      Float[] boxed = new Float[floats.length];
      Arrays.setAll(boxed, i -> floats[i]);
      return Arrays.asList(boxed);
    }
    if (value instanceof double[] doubles) {
      return Arrays.stream(doubles).boxed().toList();
    }
    if (value instanceof String[] texts) {
      return Arrays.asList(texts);
    }
    return value;
  }

  R row(GenericRecord record) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      values.add(fromAvro(record.get(i), columns.get(i).type()));
    }
    return TableSchema.row(row, values);
  }

  /** A value of Avro's as one of this type; lists of other types stay lists. */
  static Object fromAvro(Object value, Class<?> type) {
    if (value instanceof Utf8 text) {
      return text.toString();
    }
    if (value instanceof List<?> list && type == float[].class) {
      float[] floats = new float[list.size()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (Float) list.get(i);
      }
      return floats;
    }
    if (value instanceof List<?> list && type == double[].class) {
      return list.stream().mapToDouble(number -> (Double) number).toArray();
    }
    if (value instanceof List<?> list && type == String[].class) {
      return list.stream().map(Object::toString).toArray(String[]::new);
    }
    return value;
  }
}
