package org.qusecnets.sweep.jobs.publication;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.jobs.store.ParquetTable;
import org.qusecnets.sweep.jobs.store.RowSelection;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.report.CurveChoice;
import org.qusecnets.sweep.report.ImageCurve;
import org.qusecnets.sweep.report.ImageMinima;
import org.qusecnets.sweep.report.PictureChoice;
import org.qusecnets.sweep.report.ReportTables;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.CertifiedRow;
import org.qusecnets.sweep.table.ClaimRow;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.ImageColumns;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.TableSchema;
import org.qusecnets.sweep.table.WorstCaseRow;

/** Reads of published tables what a report shows, however large they are. */
final class PublishedTables {
  private static final int MOST_CLAIMS = 1000;
  private static final Comparator<ExampleRow> BY_IMAGE =
      Comparator.comparing(ExampleRow::imageIndex);

  private final JavaSparkContext spark;
  private final Storage storage;
  private final String folder;

  /**
   * The tables of a publication.
   *
   * @param folder the publication's, in the result folder
   */
  PublishedTables(JavaSparkContext spark, Storage storage, String folder) {
    this.spark = spark;
    this.storage = storage;
    this.folder = folder;
  }

  /** The number of models. */
  long models() throws IOException {
    return table(ModelRow.SCHEMA).count();
  }

  /**
   * Reads them.
   *
   * @param origin which sweep it is
   * @throws UserException if another version wrote them with other columns
   */
  ReportTables read(ReportTables.Origin origin) throws IOException {
    for (TableSchema table :
        List.of(
            CellRow.SCHEMA,
            WorstCaseRow.SCHEMA,
            CertifiedRow.SCHEMA,
            ModelRow.SCHEMA,
            ExampleRow.SCHEMA)) {
      table(table).checkVersion(table, "Cannot make a report of " + storage);
    }
    List<CellRow> cells = cells(ReportTables.MAXIMUM_CELLS, Set.of());
    try (Stream<ModelRow> models = table(ModelRow.SCHEMA).rows(ModelRow.SCHEMA, ModelRow.class);
        Stream<WorstCaseRow> worstCase =
            table(WorstCaseRow.SCHEMA).rows(WorstCaseRow.SCHEMA, WorstCaseRow.class);
        Stream<CertifiedRow> certified =
            table(CertifiedRow.SCHEMA).rows(CertifiedRow.SCHEMA, CertifiedRow.class)) {
      List<ModelRow> shown = new ArrayList<>();
      Map<String, ImageColumns> datasets = new LinkedHashMap<>();
      models.forEach(
          model -> {
            datasets.putIfAbsent(model.dataset(), model.images());
            if (shown.size() < ReportTables.MAXIMUM_MODELS) {
              shown.add(model);
            }
          });
      return new ReportTables(
          origin,
          cells,
          cells(ReportTables.MAXIMUM_FAILED, Set.of(UnitResult.COMPLETE, UnitResult.BENCHMARK)),
          worstCase.limit(ReportTables.MAXIMUM_CELLS).toList(),
          certified.limit(ReportTables.MAXIMUM_CELLS).toList(),
          shown,
          datasets,
          pictures(PictureChoice.of(cells, shown, ReportTables.MAXIMUM_PICTURES)),
          curves(CurveChoice.of(cells, shown)),
          claims());
    }
  }

  /** The first cells that do not have one of these statuses. */
  private List<CellRow> cells(int most, Set<String> without) throws IOException {
    try (Stream<CellRow> cells = table(CellRow.SCHEMA).rows(CellRow.SCHEMA, CellRow.class)) {
      return cells.filter(cell -> !without.contains(cell.outcome().status())).limit(most).toList();
    }
  }

  private List<ExampleRow> pictures(PictureChoice choice) throws IOException {
    ParquetTable examples = table(ExampleRow.SCHEMA);
    List<String> files = examples.files();
    if (choice.cells().isEmpty() || files.isEmpty()) {
      return List.of();
    }
    PicturedRows pictured =
        new PicturedRows(examples, new HashSet<>(choice.cells()), choice.images());
    return spark.parallelize(files, files.size()).map(pictured).collect().stream()
        .reduce(List.of(), pictured::first);
  }

  /**
   * In a task: the rows of a file with the first pictures of each of some cells.
   *
   * @param cells the cells
   * @param images how many pictures of each
   */
  private record PicturedRows(ParquetTable examples, Set<String> cells, int images)
      implements Function<String, List<ExampleRow>>, Serializable {
    @Override
    public List<ExampleRow> call(String file) {
      RowSelection selection = RowSelection.where("cell_id", cells);
      try (Stream<ExampleRow> rows =
          examples.rows(file, ExampleRow.SCHEMA, ExampleRow.class, selection)) {
        return first(rows.filter(row -> row.cleanPixels() != null));
      }
    }

    private List<ExampleRow> first(List<ExampleRow> one, List<ExampleRow> more) {
      return first(Stream.concat(one.stream(), more.stream()));
    }

    private List<ExampleRow> first(Stream<ExampleRow> rows) {
      Map<String, List<ExampleRow>> byCell = new TreeMap<>();
      rows.forEach(
          row -> {
            List<ExampleRow> ofCell =
                byCell.computeIfAbsent(row.cellId(), cell -> new ArrayList<>());
            ofCell.add(row);
            ofCell.sort(BY_IMAGE);
            if (ofCell.size() > images) {
              ofCell.remove(images);
            }
          });
      return new ArrayList<>(byCell.values().stream().flatMap(List::stream).toList());
    }
  }

  private List<ImageCurve> curves(CurveChoice choice) throws IOException {
    ParquetTable examples = table(ExampleRow.SCHEMA);
    List<String> files = examples.files();
    if (choice.curves().isEmpty() || files.isEmpty()) {
      return List.of();
    }
    Broadcast<CurveChoice> chosen = spark.broadcast(choice);
    ImageMinima minima = new ImageMinima();
    spark
        .parallelize(files, files.size())
        .map(new MeasuredRows(examples, chosen))
        .collect()
        .forEach(minima::addAll);
    chosen.destroy();
    return minima.curves(choice);
  }

  /** In a task: what breaking the images took, of the rows of a file. */
  private record MeasuredRows(ParquetTable examples, Broadcast<CurveChoice> choice)
      implements Function<String, ImageMinima>, Serializable {
    @Override
    public ImageMinima call(String file) {
      RowSelection selection =
          RowSelection.where("cell_id", choice.value().sources().keySet())
              .without(Publisher.PICTURES);
      ImageMinima minima = new ImageMinima();
      try (Stream<ExampleRow> rows =
          examples.rows(file, ExampleRow.SCHEMA, ExampleRow.class, selection)) {
        rows.forEach(row -> minima.add(row, choice.value()));
      }
      return minima;
    }
  }

  private List<Map<String, Object>> claims() throws IOException {
    if (!storage.exists(folder + "/" + ClaimRow.SCHEMA.name())) {
      return List.of();
    }
    try (Stream<Map<String, Object>> claims = table(ClaimRow.SCHEMA).maps()) {
      return claims.limit(MOST_CLAIMS).toList();
    }
  }

  private ParquetTable table(TableSchema table) {
    return new ParquetTable(storage, folder + "/" + table.name());
  }
}
