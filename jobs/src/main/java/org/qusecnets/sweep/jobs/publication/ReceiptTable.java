package org.qusecnets.sweep.jobs.publication;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.qusecnets.sweep.jobs.run.SweepState.Extract;
import org.qusecnets.sweep.jobs.store.Ledger;
import org.qusecnets.sweep.jobs.store.ParquetTable;
import org.qusecnets.sweep.jobs.store.RowSelection;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.table.TableSchema;

/**
 * A table whose rows are taken from receipts, in tasks, and counted as they are in its files.
 *
 * @param files where it is
 * @param schema its columns
 * @param row the record that is one row
 * @param rows those of it that a unit's result has
 * @param <R> likewise
 */
record ReceiptTable<R extends Record>(
    ParquetTable files, TableSchema schema, Class<R> row, Rows<R> rows) implements Serializable {

  /** What a unit's result has to give. */
  interface Rows<R> extends Serializable {
    /** All its rows. */
    List<R> of(UnitResult result);

    /** The id of the cell that a row is of. */
    String cellOf(R row);
  }

  /** What a file adds up to. */
  interface Counting<R, C> extends Function<Stream<R>, C>, Serializable {}

  /**
   * Writes the wanted rows of receipts, each of which is verified once more.
   *
   * @param parts how many files to write
   */
  void write(JavaSparkContext spark, Ledger ledger, List<Extract> extracts, int parts)
      throws IOException {
    if (extracts.isEmpty()) {
      files.write(schema, List.of());
      return;
    }
    for (Tried<Integer> part :
        spark
            .parallelize(extracts, parts)
            .mapPartitions(new Extraction<>(ledger, this))
            .collect()) {
      part.get();
    }
    files.deleteStaged();
  }

  /**
   * Counts the rows that are really in the files.
   *
   * @param without large columns that are not read
   * @return of each file
   */
  <C> List<C> count(JavaSparkContext spark, RowSelection without, Counting<R, C> counting)
      throws IOException {
    List<String> names = files.files();
    List<C> counts = new ArrayList<>();
    for (Tried<C> part :
        spark
            .parallelize(names, names.size())
            .map(file -> counted(file, without, counting))
            .collect()) {
      counts.add(part.get());
    }
    return counts;
  }

  private <C> Tried<C> counted(String file, RowSelection selection, Counting<R, C> counting) {
    return Tried.of(
        "the table " + schema.name() + " cannot be read",
        () -> {
          try (Stream<R> found = files.rows(file, schema, row, selection)) {
            return counting.apply(found);
          }
        });
  }

  /** In a task: writes the rows of some receipts. */
  private record Extraction<R extends Record>(Ledger ledger, ReceiptTable<R> table)
      implements FlatMapFunction<Iterator<Extract>, Tried<Integer>>, Serializable {
    @Override
    public Iterator<Tried<Integer>> call(Iterator<Extract> extracts) {
      int part = TaskContext.getPartitionId();
      Stream<R> rows =
          StreamSupport.stream(Spliterators.spliteratorUnknownSize(extracts, 0), false)
              .flatMap(this::rows);
      Tried<Integer> written =
          Tried.of(
              "the table " + table.schema.name() + " cannot be written",
              () -> {
                table.files.write(table.schema, part, rows.iterator());
                return part;
              });
      return List.of(written).iterator();
    }

    private Stream<R> rows(Extract extract) {
      try {
        return table.rows.of(ledger.read(extract.file()).result()).stream()
            .filter(row -> extract.cells().contains(table.rows.cellOf(row)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
