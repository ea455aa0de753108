package org.qusecnets.sweep.jobs.publication;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterators;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.claim.ClaimTable;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.jobs.run.SparkLifecycle;
import org.qusecnets.sweep.jobs.run.SweepEngine;
import org.qusecnets.sweep.jobs.run.SweepState;
import org.qusecnets.sweep.jobs.store.Failure;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.jobs.store.Ledger;
import org.qusecnets.sweep.jobs.store.ParquetTable;
import org.qusecnets.sweep.jobs.store.ResultFolder;
import org.qusecnets.sweep.jobs.store.RowSelection;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.network.EngineProvenance;
import org.qusecnets.sweep.plan.DiskEstimate;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ClaimRow;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.TableSchema;
import org.qusecnets.sweep.table.WorstCaseRow;

/**
 * Makes the tables from the receipts of a grid's units and publishes them together, once the rows
 * that are really in the files have been counted against the plan.
 */
public final class Publisher {
  /** Columns of examples that are large. */
  static final Set<String> PICTURES =
      ExampleRow.SCHEMA.columns().stream()
          .filter(column -> column.type().isArray())
          .map(TableSchema.Field::name)
          .collect(Collectors.toUnmodifiableSet());

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
  public record Published(
      List<CellRow> cells,
      List<WorstCaseRow> worstCase,
      List<ModelRow> models,
      List<ClaimRow> claims) {}

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
      ParquetTable examples = table(folder, ExampleRow.SCHEMA);
      spark.described("write the examples", () -> writeExamples(state, examples));
      ExampleCounts counts = spark.described("count the examples", () -> count(examples));
      List<CellRow> cells = CellTable.rows(grid.cells(), counts.cells(), failures);
      List<WorstCaseRow> worstCase =
          new WorstCaseTable(counts.cells(), counts.nearest()).rows(grid.cells());
      List<ModelRow> models =
          new ModelTable(
                  engine.datasetHashes(), engine.trained(state, grid.models()), state.clean())
              .rows(grid.models());
      List<ClaimRow> claims = ClaimTable.rows(configuration.claims(), cells, models);
      table(folder, CellRow.SCHEMA).write(CellRow.SCHEMA, cells);
      table(folder, WorstCaseRow.SCHEMA).write(WorstCaseRow.SCHEMA, worstCase);
      table(folder, ModelRow.SCHEMA).write(ModelRow.SCHEMA, models);
      table(folder, ClaimRow.SCHEMA).write(ClaimRow.SCHEMA, claims);
      results.lease().check();
      Publication.publish(
          storage, Publication.TABLES, folder, grid.id(), facts(cells, configuration));
      return new Published(cells, worstCase, models, claims);
    } catch (IOException | UncheckedIOException e) {
      throw new UserException(
          "Cannot publish in "
              + storage
              + ": "
              + InfrastructureException.explain(e)
              + "; then run the same command again, what is finished is kept",
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

  private ParquetTable table(String folder, TableSchema table) {
    return new ParquetTable(results.storage(), folder + "/" + table.name());
  }

  private Void writeExamples(SweepState state, ParquetTable examples) throws IOException {
    List<SweepState.Extract> extracts = state.examples();
    long rows = grid.cells().stream().mapToLong(cell -> cell.dataset().testImages()).sum();
    int files = (int) Math.max(1, Math.min(extracts.size(), rows / DiskEstimate.ROWS_A_FILE));
    List<Tried<Integer>> written =
        spark
            .context()
            .parallelize(extracts, files)
            .mapPartitions(new Extraction(results.ledger(), examples))
            .collect();
    for (Tried<Integer> part : written) {
      part.get();
    }
    examples.deleteStaged();
    return null;
  }

  private ExampleCounts count(ParquetTable examples) throws IOException {
    List<String> files = examples.files();
    Map<String, NearestAdversarial.Scope> scopes = new HashMap<>();
    grid.cells().forEach(cell -> scopes.put(cell.id(), NearestAdversarial.Scope.of(cell)));
    Broadcast<Map<String, NearestAdversarial.Scope>> known = spark.context().broadcast(scopes);
    ExampleCounts counts = ExampleCounts.none();
    for (Tried<ExampleCounts> part :
        spark
            .context()
            .parallelize(files, files.size())
            .map(new Counting(examples, known))
            .collect()) {
      counts.addAll(part.get());
    }
    known.destroy();
    return counts;
  }

  /** In a task: writes the wanted rows of receipts, each of which is verified once more. */
  private record Extraction(Ledger ledger, ParquetTable examples)
      implements FlatMapFunction<Iterator<SweepState.Extract>, Tried<Integer>>, Serializable {
    @Override
    public Iterator<Tried<Integer>> call(Iterator<SweepState.Extract> extracts) {
      int part = TaskContext.getPartitionId();
      Stream<ExampleRow> rows =
          StreamSupport.stream(Spliterators.spliteratorUnknownSize(extracts, 0), false)
              .flatMap(this::rows);
      Tried<Integer> written =
          Tried.of(
              "the examples cannot be written",
              () -> {
                examples.write(ExampleRow.SCHEMA, part, rows.iterator());
                return part;
              });
      return List.of(written).iterator();
    }

    private Stream<ExampleRow> rows(SweepState.Extract extract) {
      try {
        return ledger.read(extract.file()).result().examples().stream()
            .filter(row -> extract.cells().contains(row.cellId()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** In a task: counts the rows that are really in a file. */
  private record Counting(
      ParquetTable examples, Broadcast<Map<String, NearestAdversarial.Scope>> scopes)
      implements Function<String, Tried<ExampleCounts>>, Serializable {
    @Override
    public Tried<ExampleCounts> call(String file) {
      return Tried.of(
          "the examples cannot be read",
          () -> {
            RowSelection selection = RowSelection.ALL.without(PICTURES);
            try (Stream<ExampleRow> rows =
                examples.rows(file, ExampleRow.SCHEMA, ExampleRow.class, selection)) {
              return ExampleCounts.of(rows, scopes.value());
            }
          });
    }
  }
}
