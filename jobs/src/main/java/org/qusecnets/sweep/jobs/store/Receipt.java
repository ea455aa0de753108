package org.qusecnets.sweep.jobs.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.table.CertificateRow;
import org.qusecnets.sweep.table.ExampleRow;

/**
 * The result of a unit of work as a file: Avro, with the unit's key and its facts in the header.
 * The file's name is {@code KEY-SHA256.avro}, so that no byte of it can change unnoticed, and no
 * file can stand for another.
 *
 * @param key the key of the unit
 * @param result what came of it
 */
public record Receipt(String key, UnitResult result) {
  private static final String EXTENSION = ".avro";
  private static final String KEY = "sweep.key";
  private static final String STATUS = "sweep.status";
  private static final String FACT = "sweep.fact.";
  private static final AvroRows<ExampleRow> EXAMPLES =
      new AvroRows<>(ExampleRow.SCHEMA, ExampleRow.class);
  private static final AvroRows<CertificateRow> CERTIFICATES =
      new AvroRows<>(CertificateRow.SCHEMA, CertificateRow.class);

  /** A receipt that is not what was written. */
  public static final class Damaged extends IOException {
    private static final long serialVersionUID = 1L;

    Damaged(String name, String how) {
      super(name + " is damaged: " + how);
    }
  }

  /** The file's content. */
  public byte[] bytes() {
    return result.certificates().isEmpty()
        ? bytes(EXAMPLES, result.examples())
        : bytes(CERTIFICATES, result.certificates());
  }

  private <R extends Record> byte[] bytes(AvroRows<R> table, List<R> rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<>(table.schema()))) {
      writer.setCodec(CodecFactory.deflateCodec(1));
      writer.setMeta(KEY, key);
      writer.setMeta(STATUS, result.status());
      result.facts().forEach((name, value) -> writer.setMeta(FACT + name, value));
      writer.create(table.schema(), bytes);
      for (R row : rows) {
        writer.append(table.record(row));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The name of the file with this content. */
  public static String fileName(String key, byte[] bytes) {
    return key + "-" + Sha256.of(bytes) + EXTENSION;
  }

  /** The key in a file's name; empty if it is not the name of a receipt. */
  public static String keyOf(String fileName) {
    int dash = fileName.indexOf('-');
    return dash < 0 || !fileName.endsWith(EXTENSION) ? "" : fileName.substring(0, dash);
  }

  /**
   * Reads a receipt back.
   *
   * @param name the file's name, which has the hash of its content
   * @throws Damaged if it is not what was written under this name
   */
  public static Receipt read(String name, byte[] bytes) throws Damaged {
    String expected = fileName(keyOf(name), bytes);
    if (!name.equals(expected)) {
      throw new Damaged(name, "its content has the name " + expected);
    }
    try (DataFileStream<GenericRecord> stream =
        new DataFileStream<>(new ByteArrayInputStream(bytes), new GenericDatumReader<>())) {
      if (!keyOf(name).equals(stream.getMetaString(KEY))) {
        throw new Damaged(name, "it is the receipt of " + stream.getMetaString(KEY));
      }
      SortedMap<String, String> facts = new TreeMap<>();
      for (String meta : stream.getMetaKeys()) {
        if (meta.startsWith(FACT)) {
          facts.put(meta.substring(FACT.length()), stream.getMetaString(meta));
        }
      }
      UnitResult result =
          new UnitResult(
              stream.getMetaString(STATUS),
              facts,
              rows(EXAMPLES, stream),
              rows(CERTIFICATES, stream));
      return new Receipt(keyOf(name), result);
    } catch (Damaged e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new Damaged(name, e.toString());
    }
  }

  /** The rows of a file of one table; none of another one's. */
  private static <R extends Record> List<R> rows(
      AvroRows<R> table, DataFileStream<GenericRecord> stream) {
    List<R> rows = new ArrayList<>();
    if (stream.getSchema().equals(table.schema())) {
      while (stream.hasNext()) {
        rows.add(table.row(stream.next()));
      }
    }
    return rows;
  }
}
