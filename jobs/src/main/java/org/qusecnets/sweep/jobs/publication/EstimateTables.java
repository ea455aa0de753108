package org.qusecnets.sweep.jobs.publication;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.jobs.store.ParquetTable;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.plan.ObservedAttack;
import org.qusecnets.sweep.plan.ObservedCertificate;
import org.qusecnets.sweep.plan.ObservedEstimates;
import org.qusecnets.sweep.plan.ObservedTraining;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.CertifiedRow;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.TableSchema;

/** Takes the estimates of a sweep from the tables of an earlier one. */
public final class EstimateTables {
  private static final String ANOTHER =
      "name the folder of a sweep that is complete with --estimates";

  private final Path folder;
  private final Map<String, String> recipes = new HashMap<>();
  private final List<ObservedTraining> trainings = new ArrayList<>();
  private final List<ObservedAttack> attacks = new ArrayList<>();
  private final List<ObservedCertificate> certificates = new ArrayList<>();

  private EstimateTables(Path folder) {
    this.folder = folder;
  }

  /**
   * Checks that there are tables.
   *
   * @throws UserException if there are none
   */
  public static void check(Path folder) {
    for (String table : List.of("cells", "models")) {
      if (!Files.isDirectory(table(folder, table))) {
        throw new UserException(
            "Cannot take estimates from "
                + folder
                + ": it has no "
                + Path.of("tables").resolve(table)
                + "; "
                + ANOTHER);
      }
    }
  }

  /**
   * The estimates of a grid from the tables in a folder.
   *
   * @throws UserException if another version wrote them with other columns, or they cannot be read
   */
  public static ObservedEstimates read(Path folder, Grid grid) {
    EstimateTables tables = new EstimateTables(folder);
    try {
      Storage storage = Storage.of(folder.toString());
      tables.forEach(storage, ModelRow.SCHEMA, ModelRow.class, tables::addModel);
      tables.forEach(storage, CellRow.SCHEMA, CellRow.class, tables::addCell);
      if (Files.isDirectory(table(folder, CertifiedRow.SCHEMA.name()))) {
        tables.forEach(storage, CertifiedRow.SCHEMA, CertifiedRow.class, tables::addCertified);
      }
    } catch (IOException | UncheckedIOException e) {
      throw new UserException(
          "Cannot take estimates from " + folder + ": " + e.getMessage() + "; " + ANOTHER, e);
    }
    return ObservedEstimates.of(
        tables.origin(), grid, tables.trainings, tables.attacks, tables.certificates);
  }

  private <R extends Record> void forEach(
      Storage storage, TableSchema table, Class<R> row, Consumer<R> use) throws IOException {
    ParquetTable found = new ParquetTable(storage, "tables/" + table.name());
    found.checkVersion(table, "Cannot take estimates from " + folder);
    try (Stream<R> rows = found.rows(table, row)) {
      rows.forEach(use);
    }
  }

  private static Path table(Path folder, String name) {
    return folder.resolve("tables").resolve(name);
  }

  private void addModel(ModelRow row) {
    recipes.put(row.modelId(), row.recipe());
    String substitute = row.substitute() == null ? null : row.substitute().options();
    List<Double> epochSeconds = Arrays.stream(row.epochSeconds()).boxed().toList();
    ObservedTraining.row(row.dataset(), row.trainImages(), row.recipe(), substitute, epochSeconds)
        .ifPresent(trainings::add);
  }

  private void addCell(CellRow row) {
    if (row.attackSeconds() == null) {
      return;
    }
    Integer draws = row.threat().eotSamples();
    Map<String, Object> threat =
        Map.of(
            "threat-model", row.threat().model(),
            "gradient", row.threat().gradient(),
            "eot-samples", draws == null ? 1 : draws,
            "misclassified", row.threat().misclassified(),
            "labels", row.threat().labels());
    attacks.add(
        ObservedAttack.row(
            row.dataset(),
            recipes.get(row.modelId()),
            recipes.get(row.threat().sourceModelId()),
            row.attack().type(),
            row.attack().parameters(),
            threat,
            (double) row.images(),
            row.attackSeconds()));
  }

  private void addCertified(CertifiedRow row) {
    if (row.seconds() != null) {
      certificates.add(
          ObservedCertificate.row(
              row.dataset(),
              recipes.get(row.modelId()),
              row.certificate(),
              row.certificateParameters(),
              (double) row.images(),
              row.seconds()));
    }
  }

  private String origin() {
    return "The estimates are those of "
        + trainings.size()
        + " models and "
        + attacks.size()
        + " cells"
        + (certificates.isEmpty() ? "" : " and " + certificates.size() + " certified ones")
        + " in the tables of "
        + folder
        + ".\n";
  }
}
