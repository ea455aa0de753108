package org.qusecnets.sweep.jobs.publication;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.report.PictureChoice;
import org.qusecnets.sweep.report.ReportTables;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.TableSchema;

/** Reads of published tables what a report shows, however large they are. */
final class PublishedTables {
  private static final String CLAIMS = "claims";
  private static final int MOST_CLAIMS = 1000;

  private final SparkSession spark;
  private final Storage storage;
  private final String folder;

  /**
   * The tables of a publication.
   *
   * @param folder the publication's, in the result folder
   */
  PublishedTables(SparkSession spark, Storage storage, String folder) {
    this.spark = spark;
    this.storage = storage;
    this.folder = folder;
  }

  /** The number of models. */
  long models() {
    return frame(ModelRow.SCHEMA.name()).count();
  }

  /**
   * Reads them.
   *
   * @param origin which sweep it is
   * @throws UserException if another version wrote them with other columns
   */
  ReportTables read(ReportTables.Origin origin) {
    for (TableSchema table : List.of(CellRow.SCHEMA, ModelRow.SCHEMA, ExampleRow.SCHEMA)) {
      SparkTable.checkVersion(frame(table.name()), table, "Cannot make a report of " + storage);
    }
    List<CellRow> cells =
        SparkTable.records(
            frame(CellRow.SCHEMA.name()).limit(ReportTables.MAXIMUM_CELLS),
            CellRow.SCHEMA,
            CellRow.class);
    List<CellRow> failed =
        SparkTable.records(
            frame(CellRow.SCHEMA.name())
                .filter(not(col("status").isin(UnitResult.COMPLETE, UnitResult.DRY_RUN)))
                .limit(ReportTables.MAXIMUM_FAILED),
            CellRow.SCHEMA,
            CellRow.class);
    return new ReportTables(
        origin,
        cells,
        failed,
        SparkTable.records(
            frame(ModelRow.SCHEMA.name()).limit(ReportTables.MAXIMUM_MODELS),
            ModelRow.SCHEMA,
            ModelRow.class),
        pictures(PictureChoice.of(cells, ReportTables.MAXIMUM_PICTURES)),
        claims());
  }

  private List<ExampleRow> pictures(PictureChoice choice) {
    if (choice.cells().isEmpty()) {
      return List.of();
    }
    String place = "place_of_the_image";
    return SparkTable.records(
        frame(ExampleRow.SCHEMA.name())
            .filter(col("cell_id").isin(choice.cells().toArray()))
            .filter(col("clean_pixels").isNotNull())
            .withColumn(
                place, row_number().over(Window.partitionBy("cell_id").orderBy(col("image_index"))))
            .filter(col(place).leq(choice.images()))
            .drop(place)
            .orderBy("cell_id", "image_index"),
        ExampleRow.SCHEMA,
        ExampleRow.class);
  }

  private List<Map<String, Object>> claims() {
    try {
      if (!storage.exists(folder + "/" + CLAIMS)) {
        return List.of();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Map<String, Object>> claims = new ArrayList<>();
    for (Row row : frame(CLAIMS).limit(MOST_CLAIMS).collectAsList()) {
      Map<String, Object> claim = new LinkedHashMap<>();
      for (String column : row.schema().fieldNames()) {
        claim.put(column, row.getAs(column));
      }
      claims.add(claim);
    }
    return claims;
  }

  private Dataset<Row> frame(String table) {
    return SparkTable.read(spark, storage.path(folder + "/" + table).toString());
  }
}
