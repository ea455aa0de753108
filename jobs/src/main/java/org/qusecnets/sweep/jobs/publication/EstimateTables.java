package org.qusecnets.sweep.jobs.publication;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.plan.ObservedAttack;
import org.qusecnets.sweep.plan.ObservedEstimates;
import org.qusecnets.sweep.plan.ObservedTraining;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.TableSchema;

/** Takes the estimates of a sweep from the tables of an earlier one. */
public final class EstimateTables {
  private final Path folder;
  private final Map<String, String> recipes = new HashMap<>();
  private final List<ObservedTraining> trainings = new ArrayList<>();
  private final List<ObservedAttack> attacks = new ArrayList<>();

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
                + "; name the folder of a sweep that is complete with --estimates");
      }
    }
  }

  /**
   * The estimates of a grid from the tables in a folder.
   *
   * @throws UserException if another version wrote them with other columns
   */
  public static ObservedEstimates read(SparkSession spark, Path folder, Grid grid) {
    EstimateTables tables = new EstimateTables(folder);
    rows(
            spark,
            folder,
            ModelRow.SCHEMA,
            "model_id",
            "dataset",
            "train_images",
            "recipe",
            "substitute",
            "epoch_seconds")
        .forEach(tables::addModel);
    rows(
            spark,
            folder,
            CellRow.SCHEMA,
            "model_id",
            "source_model_id",
            "dataset",
            "attack",
            "attack_parameters",
            "threat_model",
            "gradient",
            "eot_samples",
            "misclassified",
            "labels",
            "images",
            "attack_seconds")
        .forEach(tables::addCell);
    return ObservedEstimates.of(tables.origin(), grid, tables.trainings, tables.attacks);
  }

  private static Path table(Path folder, String name) {
    return folder.resolve("tables").resolve(name);
  }

  private static List<Row> rows(
      SparkSession spark, Path folder, TableSchema table, String first, String... more) {
    Path path = table(folder, table.name());
    Dataset<Row> frame =
        SparkTable.read(spark, new org.apache.hadoop.fs.Path(path.toUri()).toString());
    SparkTable.checkVersion(frame, table, "Cannot take estimates from " + folder);
    return frame.select(first, more).collectAsList();
  }

  private void addModel(Row row) {
    recipes.put(row.getAs("model_id"), row.getAs("recipe"));
    ObservedTraining.row(
            row.getAs("dataset"),
            row.getAs("train_images"),
            row.getAs("recipe"),
            row.getAs("substitute"),
            row.getList(row.fieldIndex("epoch_seconds")))
        .ifPresent(trainings::add);
  }

  private void addCell(Row row) {
    Integer draws = row.getAs("eot_samples");
    Map<String, Object> threat =
        Map.of(
            "threat-model", row.getAs("threat_model"),
            "gradient", row.getAs("gradient"),
            "eot-samples", draws == null ? 1 : draws,
            "misclassified", row.getAs("misclassified"),
            "labels", row.getAs("labels"));
    attacks.add(
        ObservedAttack.row(
            row.getAs("dataset"),
            recipes.get(row.<String>getAs("model_id")),
            recipes.get(row.<String>getAs("source_model_id")),
            row.getAs("attack"),
            row.getAs("attack_parameters"),
            threat,
            row.<Long>getAs("images"),
            row.getAs("attack_seconds")));
  }

  private String origin() {
    return "The estimates are those of "
        + trainings.size()
        + " models and "
        + attacks.size()
        + " cells in the tables of "
        + folder
        + ".\n";
  }
}
