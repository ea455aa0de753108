package org.qusecnets.sweep.jobs.publication;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.claim.ClaimTable;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.jobs.run.SparkLifecycle;
import org.qusecnets.sweep.jobs.run.SweepEngine;
import org.qusecnets.sweep.jobs.run.SweepState;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.jobs.store.ParquetTable;
import org.qusecnets.sweep.jobs.store.ResultFolder;
import org.qusecnets.sweep.jobs.store.RowSelection;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.network.EngineProvenance;
import org.qusecnets.sweep.plan.DiskEstimate;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.CertificateRow;
import org.qusecnets.sweep.table.CertifiedRow;
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
      List<CertifiedRow> certified,
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
      ExampleCounts counts = examples(state, folder);
      Certified proven = certified(state, folder);
      List<CellRow> cells = CellTable.rows(grid.cells(), counts.cells(), state.failures());
      List<CertifiedRow> certified =
          CertifiedTable.rows(
              proven,
              state.certificateFailures(),
              proven.contradictions(grid.cells(), counts.cells()));
      List<WorstCaseRow> worstCase =
          new WorstCaseTable(counts.cells(), counts.nearest(), proven).rows(grid.cells());
      List<ModelRow> models =
          new ModelTable(
                  engine.datasetHashes(), engine.trained(state, grid.models()), state.clean())
              .rows(grid.models());
      List<ClaimRow> claims = ClaimTable.rows(configuration.claims(), cells, models);
      table(folder, CellRow.SCHEMA).write(CellRow.SCHEMA, cells);
      table(folder, CertifiedRow.SCHEMA).write(CertifiedRow.SCHEMA, certified);
      table(folder, WorstCaseRow.SCHEMA).write(WorstCaseRow.SCHEMA, worstCase);
      table(folder, ModelRow.SCHEMA).write(ModelRow.SCHEMA, models);
      table(folder, ClaimRow.SCHEMA).write(ClaimRow.SCHEMA, claims);
      results.lease().check();
      Publication.publish(
          storage, Publication.TABLES, folder, grid.id(), facts(cells, certified, configuration));
      return new Published(cells, certified, worstCase, models, claims);
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

  private static Map<String, Object> facts(
      List<CellRow> cells, List<CertifiedRow> certified, SweepConfiguration configuration) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("version", EngineProvenance.programVersion());
    facts.put("cells", statuses(cells.stream().map(cell -> cell.outcome().status())));
    if (!certified.isEmpty()) {
      facts.put(Publication.CERTIFIED, statuses(certified.stream().map(CertifiedRow::status)));
      facts.put(
          Publication.CONTRADICTED,
          certified.stream()
              .filter(row -> row.contradicted() != null)
              .mapToLong(CertifiedRow::contradicted)
              .sum());
    }
    facts.put(Publication.CLAIMS, configuration.claimsFingerprint());
    return facts;
  }

  private static Map<String, Long> statuses(Stream<String> statuses) {
    return statuses.collect(
        Collectors.groupingBy(status -> status, TreeMap::new, Collectors.counting()));
  }

  private ParquetTable table(String folder, TableSchema table) {
    return new ParquetTable(results.storage(), folder + "/" + table.name());
  }

  private ReceiptTable<ExampleRow> examples(String folder) {
    return new ReceiptTable<>(
        table(folder, ExampleRow.SCHEMA), ExampleRow.SCHEMA, ExampleRow.class, new Examples());
  }

  /** The examples of a unit. */
  private static final class Examples implements ReceiptTable.Rows<ExampleRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public List<ExampleRow> of(UnitResult result) {
      return result.examples();
    }

    @Override
    public String cellOf(ExampleRow row) {
      return row.cellId();
    }
  }

  private ReceiptTable<CertificateRow> certificates(String folder) {
    return new ReceiptTable<>(
        table(folder, CertificateRow.SCHEMA),
        CertificateRow.SCHEMA,
        CertificateRow.class,
        new Certificates());
  }

  /** The certificates of a unit. */
  private static final class Certificates implements ReceiptTable.Rows<CertificateRow> {
    private static final long serialVersionUID = 1L;

    @Override
    public List<CertificateRow> of(UnitResult result) {
      return result.certificates();
    }

    @Override
    public String cellOf(CertificateRow row) {
      return row.certifiedCellId();
    }
  }

  private ExampleCounts examples(SweepState state, String folder) throws IOException {
    ReceiptTable<ExampleRow> examples = examples(folder);
    long rows = grid.cells().stream().mapToLong(cell -> cell.dataset().testImages()).sum();
    write("write the examples", examples, state.examples(), rows);
    return spark.described(
        "count the examples",
        () -> {
          Map<String, NearestAdversarial.Scope> scopes = new HashMap<>();
          grid.cells().forEach(cell -> scopes.put(cell.id(), NearestAdversarial.Scope.of(cell)));
          Broadcast<Map<String, NearestAdversarial.Scope>> known =
              spark.context().broadcast(scopes);
          ExampleCounts counts = ExampleCounts.none();
          examples
              .count(
                  spark.context(),
                  RowSelection.ALL.without(PICTURES),
                  found -> ExampleCounts.of(found, known.value()))
              .forEach(counts::addAll);
          known.destroy();
          return counts;
        });
  }

  private Certified certified(SweepState state, String folder) throws IOException {
    ReceiptTable<CertificateRow> certificates = certificates(folder);
    long rows = grid.certifiedCells().stream().mapToLong(cell -> cell.dataset().testImages()).sum();
    write("write the certificates", certificates, state.certificates(), rows);
    return spark.described(
        "count the certificates",
        () -> {
          Map<String, CertifiedCounts> counts = new HashMap<>();
          certificates
              .count(spark.context(), RowSelection.ALL, CertifiedCounts::of)
              .forEach(
                  some ->
                      some.forEach(
                          (cell, more) -> counts.merge(cell, more, CertifiedCounts::plus)));
          return new Certified(grid.certifiedCells(), counts);
        });
  }

  private void write(
      String what, ReceiptTable<?> table, List<SweepState.Extract> extracts, long rows)
      throws IOException {
    int files = (int) Math.max(1, Math.min(extracts.size(), rows / DiskEstimate.ROWS_A_FILE));
    spark.described(
        what,
        () -> {
          table.write(spark.context(), results.ledger(), extracts, files);
          return null;
        });
  }
}
