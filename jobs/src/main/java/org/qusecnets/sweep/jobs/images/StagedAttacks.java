package org.qusecnets.sweep.jobs.images;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.jobs.run.AttackReceiver;
import org.qusecnets.sweep.jobs.store.ParquetTable;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.network.export.NumpyArray;
import org.qusecnets.sweep.table.ExampleRow;

/**
 * What attacks make, on the disk until the files of cells are made of it: for each cell and chunk
 * the adversarial images, float32 as in NumPy's files, and the rows, as Parquet.
 *
 * @param folder a local folder that is there
 * @param cells which cells each unit is to give, by the unit's id
 */
record StagedAttacks(String folder, Map<String, Set<String>> cells) implements AttackReceiver {
  @Override
  public Reception begin(AttackUnit unit) throws IOException {
    Set<String> wanted = cells.get(unit.id());
    for (String cell : wanted) {
      Files.createDirectories(Path.of(folder).resolve(cell));
    }
    return new Writing(this, unit, wanted);
  }

  /** The adversarial images of a chunk. */
  Path images(String cell, int chunk) {
    return Path.of(folder).resolve(cell).resolve("images-%05d".formatted(chunk));
  }

  /** The rows of a chunk, in the order of its images. */
  List<ExampleRow> rows(String cell, int chunk) throws IOException {
    ParquetTable one = new ParquetTable(Storage.of(Path.of(folder)), cell + "/rows-" + chunk);
    try (Stream<ExampleRow> rows = one.rows(ExampleRow.SCHEMA, ExampleRow.class)) {
      return rows.toList();
    }
  }

  /** Deletes what was made of a cell. */
  void delete(String cell) throws IOException {
    Storage.of(Path.of(folder)).delete(cell);
  }

  private void write(String cell, int chunk, List<ExampleRow> rows) throws IOException {
    new ParquetTable(Storage.of(Path.of(folder)), cell + "/rows-" + chunk)
        .write(ExampleRow.SCHEMA, rows);
  }

  /** Writes what one unit makes. */
  private static final class Writing implements Reception {
    private static final int NONE = -1;

    private final StagedAttacks staged;
    private final AttackUnit unit;
    private final Set<String> wanted;
    private final List<String> cells;
    private final int size;
    private int epsilon = NONE;
    private OutputStream out = OutputStream.nullOutputStream();

    Writing(StagedAttacks staged, AttackUnit unit, Set<String> wanted) {
      this.staged = staged;
      this.unit = unit;
      this.wanted = wanted;
      cells = unit.cellIds();
      size = unit.dataset().shape().size();
    }

    @Override
    public void take(int epsilonIndex, float[] values, int from) {
      try {
        if (epsilonIndex != epsilon) {
          begin(epsilonIndex);
        }
        out.write(NumpyArray.floatBytes(values, from, size));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void begin(int epsilonIndex) throws IOException {
      out.close();
      epsilon = epsilonIndex;
      String cell = cells.get(epsilonIndex);
      out =
          wanted.contains(cell)
              ? new BufferedOutputStream(Files.newOutputStream(staged.images(cell, unit.chunk())))
              : OutputStream.nullOutputStream();
    }

    @Override
    public void finish(List<ExampleRow> rows) throws IOException {
      out.close();
      for (String cell : wanted) {
        staged.write(
            cell, unit.chunk(), rows.stream().filter(row -> row.cellId().equals(cell)).toList());
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
