package org.qusecnets.sweep.jobs.publication;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.jobs.store.ParquetTable;
import org.qusecnets.sweep.jobs.store.RowSelection;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.TableSchema;

/** What published tables say of some cells. */
public final class PublishedCells {
  /** Behind what the defense puts before the network, images may be many times larger. */
  private static final Set<String> NETWORK_INPUTS =
      Set.of("network_input_clean", "network_input_adversarial");

  private final ParquetTable examples;
  private final Map<String, CellRow> cells = new TreeMap<>();

  private PublishedCells(ParquetTable examples) {
    this.examples = examples;
  }

  /**
   * Those of the publication that counts; none if nothing is published.
   *
   * @param ids of cells; those that are not in the tables are left out
   * @param what begins messages, such as {@code Cannot export images of results/quickstart}
   * @throws UserException if the tables are damaged, or another version wrote them with other
   *     columns
   */
  public static Optional<PublishedCells> of(Storage storage, Set<String> ids, String what)
      throws IOException {
    Optional<Publication> current = Publication.current(storage, Publication.TABLES);
    // A copy may have left it out.
    if (current.isEmpty() || !storage.exists(current.get().folder())) {
      return Optional.empty();
    }
    Optional<String> damage = current.get().damage(storage);
    if (damage.isPresent()) {
      throw new UserException(
          what
              + ": "
              + damage.get()
              + "; run the sweep again, which makes the tables anew from what is finished");
    }
    ParquetTable examples = table(storage, current.get(), ExampleRow.SCHEMA);
    ParquetTable table = table(storage, current.get(), CellRow.SCHEMA);
    examples.checkVersion(ExampleRow.SCHEMA, what);
    table.checkVersion(CellRow.SCHEMA, what);
    PublishedCells published = new PublishedCells(examples);
    try (Stream<CellRow> rows = table.rows(CellRow.SCHEMA, CellRow.class)) {
      rows.filter(row -> ids.contains(row.cellId()))
          .forEach(row -> published.cells.put(row.cellId(), row));
    }
    return Optional.of(published);
  }

  private static ParquetTable table(Storage storage, Publication publication, TableSchema table) {
    return new ParquetTable(storage, publication.folder() + "/" + table.name());
  }

  /** The row of a cell in the table of cells, if it is there. */
  public Optional<CellRow> cell(String id) {
    return Optional.ofNullable(cells.get(id));
  }

  /** The examples of a cell, without what networks see of images. The stream is to be closed. */
  public Stream<ExampleRow> examples(String cell) throws IOException {
    RowSelection selection = RowSelection.where("cell_id", Set.of(cell)).without(NETWORK_INPUTS);
    return examples.files().stream()
        .flatMap(file -> examples.rows(file, ExampleRow.SCHEMA, ExampleRow.class, selection));
  }
}
