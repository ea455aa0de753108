package org.qusecnets.sweep.jobs.publication;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.claim.ClaimTable;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.jobs.run.SparkLifecycle;
import org.qusecnets.sweep.jobs.run.SweepEngine;
import org.qusecnets.sweep.jobs.run.SweepState;
import org.qusecnets.sweep.jobs.store.Failure;
import org.qusecnets.sweep.jobs.store.Ledger;
import org.qusecnets.sweep.jobs.store.ResultFolder;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.network.EngineProvenance;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ClaimRow;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.ModelRow;

/**
 * Makes the tables from the receipts of a grid's units and publishes them together, once the rows
 * that are really in the files have been counted against the plan.
 */
public final class Publisher {
  /** So many rows make a file, whatever the cluster. */
  private static final long ROWS_A_FILE = 250_000;

  private final SparkLifecycle spark;
  private final SweepEngine engine;
  private final ResultFolder results;
  private final Grid grid;

  public Publisher(SparkLifecycle spark, SweepEngine engine, ResultFolder results, Grid grid) {
    this.spark = spark;
    this.engine = engine;
    this.results = results;
    this.grid = grid;
  }

  /** The tables that are small, as they were published. */
  public record Published(List<CellRow> cells, List<ModelRow> models, List<ClaimRow> claims) {}

  /**
   * Publishes.
   *
   * @param configuration what claims the cells are put to
   */
  public Published publish(SweepState state, SweepConfiguration configuration) {
    Storage storage = results.storage();
    try {
      String folder = Publication.next(storage, Publication.TABLES);
      Map<String, Failure> failures = state.failures();
      String examples = path(folder, ExampleRow.SCHEMA.name());
      spark.described("write the examples", () -> writeExamples(state, examples));
      List<CellRow> cells =
          CellTable.rows(
              grid.cells(),
              spark.described("count the examples", () -> CellCounts.of(read(examples))),
              failures);
      List<ModelRow> models =
          new ModelTable(
                  engine.datasetHashes(), engine.trained(state, grid.models()), state.clean())
              .rows(grid.models());
      List<ClaimRow> claims = ClaimTable.rows(configuration.claims(), cells, models);
      spark.described(
          "write the tables of cells, models and claims",
          () -> {
            SparkTable.write(
                spark.session(), CellRow.SCHEMA, cells, path(folder, CellRow.SCHEMA.name()));
            SparkTable.write(
                spark.session(), ModelRow.SCHEMA, models, path(folder, ModelRow.SCHEMA.name()));
            SparkTable.write(
                spark.session(), ClaimRow.SCHEMA, claims, path(folder, ClaimRow.SCHEMA.name()));
            return null;
          });
      results.lease().check();
      Publication.publish(
          storage, Publication.TABLES, folder, grid.id(), facts(cells, configuration));
      return new Published(cells, models, claims);
    } catch (IOException e) {
      throw new UserException(
          "Cannot publish in "
              + storage
              + ": "
              + e
              + "; what is finished is kept, run the same"
              + " command again",
          e);
    }
  }

  private static Map<String, Object> facts(List<CellRow> cells, SweepConfiguration configuration) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("version", EngineProvenance.programVersion());
    facts.put(
        "cells",
        cells.stream()
            .collect(
                Collectors.groupingBy(
                    cell -> cell.outcome().status(),
                    java.util.TreeMap::new,
                    Collectors.counting())));
    facts.put(Publication.CLAIMS, configuration.claimsFingerprint());
    return facts;
  }

  private String path(String folder, String table) {
    return results.storage().path(folder + "/" + table).toString();
  }

  private Void writeExamples(SweepState state, String path) {
    List<SweepState.Extract> extracts = state.examples();
    long rows = grid.cells().stream().mapToLong(cell -> cell.dataset().testImages()).sum();
    int files = (int) Math.max(1, Math.min(extracts.size(), rows / ROWS_A_FILE));
    spark
        .session()
        .createDataFrame(
            spark.context().parallelize(extracts, files).flatMap(new Extraction(results.ledger())),
            SparkTable.schema(ExampleRow.SCHEMA))
        .write()
        .parquet(path);
    return null;
  }

  private Dataset<Row> read(String examples) {
    return spark
        .session()
        .read()
        .schema(SparkTable.schema(ExampleRow.SCHEMA))
        // A folder's name may hold what would otherwise be a pattern.
        .option("__globPaths__", "false")
        .parquet(examples);
  }

  /** In a task: reads the wanted rows of a receipt, which is verified once more. */
  private record Extraction(Ledger ledger)
      implements FlatMapFunction<SweepState.Extract, Row>, java.io.Serializable {
    @Override
    public Iterator<Row> call(SweepState.Extract extract) throws IOException {
      return ledger.read(extract.file()).result().examples().stream()
          .filter(row -> extract.cells().contains(row.cellId()))
          .map(SparkTable::row)
          .iterator();
    }
  }
}
