package org.qusecnets.sweep.jobs.images;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.jobs.publication.PublishedCells;
import org.qusecnets.sweep.jobs.run.RepeatedAttacks;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.table.ExampleRow;

/** What the sweep recorded of one cell's images. */
interface RecordedExamples {
  /** Where it is recorded, such as {@code its tables}. */
  String place();

  /** The rows by number of the image in the test split. */
  Map<Integer, ExampleRow> rows() throws IOException;

  /** Those in published tables. */
  record Published(PublishedCells tables, String cell) implements RecordedExamples {
    @Override
    public String place() {
      return "its tables";
    }

    @Override
    public Map<Integer, ExampleRow> rows() throws IOException {
      try (Stream<ExampleRow> rows = tables.examples(cell)) {
        return byImage(rows);
      }
    }
  }

  /**
   * Those in receipts.
   *
   * @param units the chunks that the cell has images in
   */
  record Received(RepeatedAttacks attacks, List<AttackUnit> units, String cell)
      implements RecordedExamples {
    @Override
    public String place() {
      return "its receipts";
    }

    @Override
    public Map<Integer, ExampleRow> rows() throws IOException {
      Map<Integer, ExampleRow> rows = new HashMap<>();
      for (AttackUnit unit : units) {
        for (UnitResult result : attacks.receipts(unit)) {
          rows.putAll(byImage(result.examples().stream().filter(row -> row.cellId().equals(cell))));
        }
      }
      return rows;
    }
  }

  private static Map<Integer, ExampleRow> byImage(Stream<ExampleRow> rows) {
    Map<Integer, ExampleRow> byImage = new HashMap<>();
    rows.forEach(row -> byImage.put(row.imageIndex(), row));
    return byImage;
  }
}
