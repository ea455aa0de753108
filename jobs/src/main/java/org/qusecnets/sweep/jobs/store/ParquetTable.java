package org.qusecnets.sweep.jobs.store;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetWriter;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.table.Column.Presence;
import org.qusecnets.sweep.table.TableSchema;

/**
 * A table as Parquet files in a folder. They are written and read without Spark's SQL, which takes
 * seconds to load and to compile its queries.
 */
public final class ParquetTable implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String EXTENSION = ".parquet";

  private final Storage storage;
  private final String name;

  /**
   * A table, which need not be there.
   *
   * @param name of its folder, or of its only file
   */
  public ParquetTable(Storage storage, String name) {
    this.storage = storage;
    this.name = name;
  }

  /** Writes all rows as one file, in this order. */
  public void write(TableSchema table, List<? extends Record> rows) throws IOException {
    write(table, 0, rows.iterator());
  }

  /**
   * Writes one of the table's files as a whole, over a former one if there is one.
   *
   * @param part number of the file, in whose order files are read
   * @throws IllegalArgumentException if a value that must exist is missing
   */
  public void write(TableSchema table, int part, Iterator<? extends Record> rows)
      throws IOException {
    AvroRows<Record> avro = new AvroRows<>(table, Record.class);
    storage.replace(
        "%s/part-%05d%s".formatted(name, part, EXTENSION),
        out -> {
          try (ParquetWriter<GenericRecord> writer =
              new ParquetRowWriter(new ParquetOutput(out), table, avro.schema()).build()) {
            while (rows.hasNext()) {
              writer.write(avro.record(rows.next()));
            }
          }
        });
  }

  /** Deletes what writers have left that did not live to the end of their file. */
  public void deleteStaged() throws IOException {
    for (String file : storage.list(name)) {
      if (file.startsWith(Storage.STAGED)) {
        storage.delete(name + "/" + file);
      }
    }
  }

  /** The names of its files, in order. */
  public List<String> files() throws IOException {
    if (!storage.isFolder(name)) {
      return List.of(name);
    }
    return storage.list(name).stream()
        .filter(file -> file.endsWith(EXTENSION) && !file.startsWith(Storage.STAGED))
        .map(file -> name + "/" + file)
        .toList();
  }

  /** The number of rows, for which no row is read. */
  public long count() throws IOException {
    long count = 0;
    for (String file : files()) {
      count += new ParquetRecords(storage, file).count();
    }
    return count;
  }

  /** The names of the columns, none if there is no file. */
  public List<String> columns() throws IOException {
    List<String> files = files();
    return files.isEmpty() ? List.of() : new ParquetRecords(storage, files.get(0)).columns();
  }

  /**
   * Checks that the table has the columns that this program reads.
   *
   * @param what begins the message, such as {@code Cannot make a report of results/quickstart}
   * @throws UserException if another version of the program wrote it with other columns
   */
  public void checkVersion(TableSchema table, String what) throws IOException {
    String column = table.columns().get(0).name();
    for (String file : files()) {
      ParquetRecords rows = new ParquetRecords(storage, file);
      try (Stream<GenericRecord> records = rows.read(Set.of(column), FilterCompat.NOOP)) {
        records
            .limit(1)
            .map(row -> (Integer) row.get(column))
            .filter(version -> version != table.version())
            .forEach(
                version -> {
                  throw new UserException(
                      "%s: its table %s has version %d of its columns, and this program reads version %d; use the version of the program that wrote it, or run the sweep again into another folder"
                          .formatted(what, table.name(), version, table.version()));
                });
      }
    }
  }

  /**
   * The rows of all files; optional columns that a file lacks are null. The stream is to be closed.
   *
   * @throws IllegalArgumentException if a column is missing that must exist, as in tables of
   *     another version of this program
   */
  public <R extends Record> Stream<R> rows(TableSchema table, Class<R> row) throws IOException {
    return files().stream().flatMap(file -> rows(file, table, row, RowSelection.ALL));
  }

  /** The same of one file, or of some of its rows or columns. */
  public <R extends Record> Stream<R> rows(
      String file, TableSchema table, Class<R> row, RowSelection selection) {
    ParquetRecords rows = new ParquetRecords(storage, file);
    List<String> there = rows.columns();
    Set<String> read = new HashSet<>();
    for (TableSchema.Field field : table.columns()) {
      if (there.contains(field.name())) {
        read.add(field.name());
      } else if (field.presence() == Presence.REQUIRED) {
        throw new IllegalArgumentException(
            "the tables have no column " + field.name() + ": another version wrote them");
      }
    }
    read.removeAll(selection.leftOut());
    return rows.read(read, selection.filter())
        .map(record -> TableSchema.row(row, values(record, table, read)));
  }

  private static List<Object> values(GenericRecord record, TableSchema table, Set<String> read) {
    List<Object> values = new ArrayList<>();
    for (TableSchema.Field field : table.columns()) {
      values.add(
          read.contains(field.name())
              ? AvroRows.fromAvro(record.get(field.name()), field.type())
              : null);
    }
    return values;
  }

  /** The rows of all files by column, whatever the columns are. The stream is to be closed. */
  public Stream<Map<String, Object>> maps() throws IOException {
    return files().stream()
        .flatMap(
            file -> {
              ParquetRecords rows = new ParquetRecords(storage, file);
              List<String> columns = rows.columns();
              return rows.read(Set.copyOf(columns), FilterCompat.NOOP)
                  .map(
                      record -> {
                        Map<String, Object> row = new LinkedHashMap<>();
                        columns.forEach(
                            name ->
                                row.put(name, AvroRows.fromAvro(record.get(name), Object.class)));
                        return row;
                      });
            });
  }
}
