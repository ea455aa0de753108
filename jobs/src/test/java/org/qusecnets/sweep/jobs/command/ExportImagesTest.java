package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.jobs.store.Receipt;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.TableSchema;

/** {@code sweep export OUT DIR --images} on the results of a real sweep. */
class ExportImagesTest {
  private static final int VALUES = 28 * 28;
  private static final String NAME_OTHERS = "; name others with --cell, or mend that";

  @TempDir private static Path shared;
  private static Path results;
  private static List<Row> cells;
  private static Path exported;
  private static CommandLineRun export;

  @TempDir private Path folder;

  @BeforeAll
  static void runOnce() throws IOException {
    results = shared.resolve("results");
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            SmallSweep.write(shared).toString(),
            "--out",
            results.toString(),
            "--master",
            "local[2]");
    assertThat(run.exitCode()).as(run.err()).isZero();
    cells = Tables.rows(results, "cells");
    Map<String, String> before = TinySweep.contents(results);
    exported = shared.resolve("made/for it");
    export = export(results, exported, "--cell", "all");
    assertThat(export.exitCode()).as(export.err()).isZero();
    assertThat(TinySweep.contents(results)).isEqualTo(before);
  }

  private static CommandLineRun export(Path results, Path out, String... more) {
    return CommandLineRun.of(
        Stream.concat(
                Stream.of(
                    "export",
                    results.toString(),
                    out.toString(),
                    "--images",
                    "--master",
                    "local[2]"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Path out() {
    return folder.resolve("images");
  }

  private static String cell(String attack, String defense, double epsilon) {
    return cells.stream()
        .filter(
            row ->
                row.getAs("attack").equals(attack)
                    && row.getAs("defense").equals(defense)
                    && row.<Double>getAs("epsilon") == epsilon)
        .map(row -> row.<String>getAs("cell_id"))
        .findFirst()
        .orElseThrow();
  }

  private void assertRefused(CommandLineRun run, String message) {
    assertThat(run.err().strip()).isEqualTo(message);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).doesNotContain("Images: ");
    assertThat(out()).doesNotExist();
  }

  @Test
  void everyCellIsThereWithWhatTheTableOfExamplesSaysOfEachImage() throws IOException {
    ImageSet test = Datasets.named("mnist-sample").load(folder).test();
    Map<String, Row> examples = new HashMap<>();
    for (Row row : Tables.rows(results, "examples")) {
      examples.put(row.getAs("cell_id") + " " + row.getAs("image_index"), row);
    }
    int changed = 0;
    for (Row cell : cells) {
      String id = cell.getAs("cell_id");
      Map<String, NaiveNumpy> arrays =
          NaiveNumpy.read(exported.resolve(id).resolve("images-0001.npz"));
      assertThat(arrays.get("cell_id").values()).containsExactly(id);
      assertThat(arrays.get("model_id").values()).containsExactly(cell.<String>getAs("model_id"));
      assertThat(arrays.get("norm").values()).containsExactly(cell.<String>getAs("norm"));
      assertThat(arrays.get("epsilon").values()).containsExactly(cell.<Double>getAs("epsilon"));
      assertThat(arrays.get("epsilon").shape()).isEmpty();
      assertThat(arrays.get("class_names").values())
          .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
      for (String pixels : List.of("clean_pixels", "adversarial_pixels")) {
        assertThat(arrays.get(pixels).type()).isEqualTo("<f4");
        assertThat(arrays.get(pixels).shape()).containsExactly(SmallSweep.IMAGES, 1, 28, 28);
      }
      assertThat(new TreeSet<>(arrays.get("image_index").values())).hasSize(SmallSweep.IMAGES);
      for (int i = 0; i < SmallSweep.IMAGES; i++) {
        int image = ((Long) arrays.get("image_index").values().get(i)).intValue();
        Row example = examples.get(id + " " + image);
        float[] clean = arrays.get("clean_pixels").image(i);
        float[] adversarial = arrays.get("adversarial_pixels").image(i);
        for (int at = 0; at < VALUES; at++) {
          assertThat(clean[at]).isEqualTo(test.pixel(image, at) / 255f);
        }
        assertDistances(clean, adversarial, example);
        for (String column :
            List.of(
                "label",
                "target",
                "clean_prediction",
                "adversarial_prediction",
                "rounded_prediction")) {
          Integer value = example.getAs(column);
          assertThat(arrays.get(column).values().get(i))
              .as(column)
              .isEqualTo(value == null ? -1L : value.longValue());
        }
        for (String column : List.of("attacked", "success")) {
          assertThat(arrays.get(column).values().get(i)).isEqualTo(example.getAs(column));
        }
        changed += example.<Integer>getAs("changed_values") > 0 ? 1 : 0;
      }
    }
    assertThat(changed).isGreaterThan(SmallSweep.IMAGES);
  }

  /** As the sweep measured them, from the images alone. */
  private static void assertDistances(float[] clean, float[] adversarial, Row example) {
    int values = 0;
    double squares = 0;
    double largest = 0;
    for (int at = 0; at < clean.length; at++) {
      assertThat(adversarial[at]).isBetween(0f, 1f);
      double change = (double) adversarial[at] - clean[at];
      values += change == 0 ? 0 : 1;
      squares += change * change;
      largest = Math.max(largest, Math.abs(change));
    }
    assertThat(values).isEqualTo(example.<Integer>getAs("changed_values"));
    assertThat(Math.sqrt(squares)).isEqualTo(example.<Double>getAs("l2"));
    assertThat(largest).isEqualTo(example.<Double>getAs("linf"));
  }

  @Test
  void picturesAreTheImagesRoundedToEightBits() throws IOException {
    String id = cell("fgsm", "none", 0.3);
    Map<String, NaiveNumpy> arrays =
        NaiveNumpy.read(exported.resolve(id).resolve("images-0001.npz"));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < SmallSweep.IMAGES; i++) {
      for (String which : List.of("clean", "adversarial")) {
        String name =
            "%05d-%s-%s-%s.png"
                .formatted(
                    (Long) arrays.get("image_index").values().get(i),
                    arrays.get("label").values().get(i),
                    which,
                    arrays
                        .get(which.equals("clean") ? "clean_prediction" : "rounded_prediction")
                        .values()
                        .get(i));
        names.add(name);
        Raster raster =
            ImageIO.read(exported.resolve(id).resolve("png").resolve(name).toFile()).getRaster();
        assertThat(raster.getNumBands()).isEqualTo(1);
        float[] pixels = arrays.get(which + "_pixels").image(i);
        for (int at = 0; at < VALUES; at++) {
          assertThat(raster.getSample(at % 28, at / 28, 0))
              .isEqualTo((int) Math.floor(pixels[at] * 255f + 0.5));
        }
      }
    }
    assertThat(exported.resolve(id).resolve("png").toFile().list())
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void manifestNamesModelsAttackAndTheHashOfEveryFile() throws IOException {
    JsonNode manifest = new ObjectMapper().readTree(exported.resolve("images.json").toFile());

    assertThat(export.out().strip()).endsWith("Images: " + exported.resolve("images.json"));
    assertThat(exported.toFile().list())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    cells.stream().map(row -> row.<String>getAs("cell_id")),
                    Stream.of("images.json"))
                .toList());
    assertThat(manifest.path("sweep").asText()).isEqualTo("small");
    assertThat(manifest.path("cells").findValuesAsText("cell-id"))
        .isEqualTo(cells.stream().map(row -> row.<String>getAs("cell_id")).toList());
    Map<String, String> models = new HashMap<>();
    Tables.rows(results, "models")
        .forEach(row -> models.put(row.getAs("model_id"), row.getAs("sha256")));
    for (int i = 0; i < cells.size(); i++) {
      JsonNode cell = manifest.path("cells").get(i);
      Row row = cells.get(i);
      assertThat(cell.path("model").path("id").asText()).isEqualTo(row.getAs("model_id"));
      assertThat(cell.path("model").path("sha256").asText())
          .isEqualTo(models.get(row.<String>getAs("model_id")));
      assertThat(cell.path("source-model").path("sha256").asText())
          .isEqualTo(models.get(row.<String>getAs("source_model_id")));
      assertThat(cell.path("attack").path("type").asText()).isEqualTo(row.getAs("attack"));
      assertThat(cell.path("attack").path("threat-model").asText())
          .isEqualTo(row.getAs("threat_model"));
      assertThat(cell.path("images").asInt()).isEqualTo(SmallSweep.IMAGES);
      assertThat(cell.path("compared-with").asText()).isEqualTo("its tables");
      assertFilesAreWhole(exported.resolve(cell.path("folder").asText()), cell.path("files"));
    }
  }

  private static void assertFilesAreWhole(Path of, JsonNode files) throws IOException {
    List<String> named = new ArrayList<>();
    for (JsonNode file : files) {
      byte[] content = Files.readAllBytes(of.resolve(file.path("file").asText()));
      assertThat(file.path("sha256").asText()).isEqualTo(Sha256.of(content));
      assertThat(file.path("bytes").asInt()).isEqualTo(content.length);
      named.add(file.path("file").asText());
    }
    assertThat(named).containsExactly("images-0001.npz", "SHA256SUMS");
    List<String> sums = Files.readAllLines(of.resolve("SHA256SUMS"));
    for (String line : sums) {
      String[] parts = line.split("  ", 2);
      assertThat(parts[0]).isEqualTo(Sha256.of(Files.readAllBytes(of.resolve(parts[1]))));
    }
    assertThat(sums).hasSize(1 + 2 * SmallSweep.IMAGES);
  }

  @Test
  void sameCellsGiveTheSameFilesAlone() throws IOException {
    String one = cell("fgsm", "cq", 0.1);
    String other = cell("cw", "tq", 3);

    CommandLineRun run = export(results, out(), "--cell", one + "," + other, "--png", "3");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("small: 2 cells, 60 images to attack again");
    for (String id : List.of(one, other)) {
      assertThat(out().resolve(id).resolve("images-0001.npz"))
          .hasSameBinaryContentAs(exported.resolve(id).resolve("images-0001.npz"));
      assertThat(out().resolve(id).resolve("png").toFile().list()).hasSize(6);
    }
    assertThat(out().toFile().list()).containsExactlyInAnyOrder(one, other, "images.json");
  }

  @Test
  void withoutPicturesThereIsNoFolderForThem() {
    String id = cell("fgsm", "cq", 0.1);

    CommandLineRun run = export(results, out(), "--cell", id, "--png", "0", "--quiet");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().strip()).isEqualTo("Images: " + out().resolve("images.json"));
    assertThat(out().resolve(id).toFile().list())
        .containsExactlyInAnyOrder("images-0001.npz", "SHA256SUMS");
  }

  @Test
  void cellsAreNamed() {
    CommandLineRun run = export(results, out());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(out()).doesNotExist();
    assertThat(run.err())
        .matches(
            "(?s)Cannot export images of \\Q"
                + results
                + "\\E: no cell is named, and the attacks on its images are made again; name cells"
                + " with --cell ID \\(ids are in the column cell_id of its table cells\\), or with"
                + " --cell all the 20 cells, whose attacks took \\d+ s of one core\\s*");
  }

  @Test
  void unknownCellsAreAllNamed() {
    assertRefused(
        export(results, out(), "--cell", "0123456789abcdef,fedcba9876543210"),
        "Cannot export images of "
            + results
            + ": there is no cell 0123456789abcdef\n  and there is no cell fedcba9876543210; ids are"
            + " in the column cell_id of its table cells");
  }

  @Test
  void folderThatHoldsOtherFilesIsRefusedAndLeftAlone() throws IOException {
    Path theirs = Files.createDirectory(folder.resolve("theirs"));
    Files.writeString(theirs.resolve("images.json"), "another export");

    assertRefused(
        export(results, theirs, "--cell", "all"),
        "Cannot export "
            + results
            + ": "
            + theirs
            + " holds other files; name a new or an empty folder");
    assertThat(theirs.resolve("images.json")).hasContent("another export");
  }

  @Test
  void whatHoldsNoSweepIsRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path none = folder.resolve("none");

    assertRefused(
        export(empty, out(), "--cell", "all"),
        "Cannot export images of "
            + empty
            + ": it has no sweep.json; name the folder that sweep run wrote to");
    assertRefused(
        export(none, out(), "--cell", "all"),
        "Cannot export images of "
            + none
            + ": there is no such folder; name the folder that sweep run wrote to");
  }

  @Test
  void optionsThatHaveNoUseAreRefused() {
    assertRefused(
        CommandLineRun.of("export", results.toString(), out().toString(), "--cell", "all"),
        "Cannot use --cell without --images; leave it out");
    assertRefused(
        export(results, out(), "--cell", "all", "--format", "onnx"),
        "Cannot use --format with --images; leave it out");
    assertRefused(
        export(results, out(), "--cell", "all", "--png", "-1"),
        "Cannot write -1 PNG files: --png must be at least 0; correct it");
    assertRefused(
        CommandLineRun.of(
            "export",
            results.toString(),
            out().toString(),
            "--images",
            "--cell",
            "all",
            "--master",
            "spark://none:7077"),
        "Cannot export images on spark://none:7077: this machine writes them; use ./sweep without"
            + " --master, or name local[N]");
  }

  /** A copy of the results, to be damaged. */
  private Path copy() throws IOException {
    Path copy = folder.resolve("copy");
    TinySweep.copy(results, copy);
    return copy;
  }

  @Test
  void sweepThatIsNotPublishedIsComparedWithItsReceipts() throws IOException {
    Path copy = copy();
    TinySweep.unpublish(copy);
    String id = cell("apgd", "cq", 0.2);

    CommandLineRun run = export(copy, out(), "--cell", id);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readString(out().resolve("images.json")))
        .contains("\"compared-with\" : \"its receipts\"");
    assertThat(out().resolve(id).resolve("images-0001.npz"))
        .hasSameBinaryContentAs(exported.resolve(id).resolve("images-0001.npz"));
  }

  @Test
  void resultsWithoutTheFolderWorkAreExported() throws IOException {
    Path copy = copy();
    delete(copy.resolve("work"));
    String id = cell("fgsm", "none", 0.1);

    CommandLineRun run = export(copy, out(), "--cell", id);

    assertThat(run.exitCode()).as(run.err()).isZero();
    TinySweep.unpublish(copy);
    Path again = folder.resolve("again");
    CommandLineRun unfinished = export(copy, again, "--cell", id);
    assertThat(unfinished.exitCode()).isEqualTo(2);
    assertThat(unfinished.err().strip())
        .isEqualTo(
            "Cannot export images of "
                + copy
                + ": cell "
                + id
                + " is not finished: run the sweep to its end"
                + NAME_OTHERS);
    assertThat(again).doesNotExist();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Test
  void damagedModelIsNamedAndOthersAreExported() throws IOException {
    Path copy = copy();
    String id = cell("fgsm", "tq", 0.1);
    String model = model(id);
    Path archive = copy.resolve("models").resolve(model + ".zip");
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2] ^= 1;
    Files.write(archive, bytes);

    assertUnusable(
        copy, id, model, "it is damaged; run the sweep again into another folder" + NAME_OTHERS);
    CommandLineRun other = export(copy, out(), "--cell", cell("fgsm", "none", 0.1));
    assertThat(other.exitCode()).as(other.err()).isZero();
  }

  private static String model(String cell) {
    return cells.stream()
        .filter(row -> row.getAs("cell_id").equals(cell))
        .map(row -> row.<String>getAs("model_id"))
        .findFirst()
        .orElseThrow();
  }

  private void assertUnusable(Path results, String cell, String model, String why) {
    CommandLineRun run = export(results, out(), "--cell", cell);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().strip())
        .startsWith("Cannot export images of " + results + ": model " + model + " (")
        .endsWith(" on mnist-sample, seed 7): " + why)
        .doesNotContain("\n");
    assertThat(out()).doesNotExist();
  }

  @Test
  void modelsThatGiveOtherImagesAreNamedWithTheReason() throws IOException {
    Path copy = copy();
    String id = cell("fgsm", "none", 0.1);
    String model = model(id);
    Path json = copy.resolve("models").resolve(model + ".json");
    String provenance = Files.readString(json);

    Files.writeString(
        json, provenance.replaceFirst("\"version\" : \"[^\"]*\"", "\"version\" : \"0.0.7\""));
    CommandLineRun other = export(copy, out(), "--cell", id);
    assertThat(other.err().strip())
        .contains("): version 0.0.7 with ")
        .endsWith(" trained it; use that version" + NAME_OTHERS);

    String data = new ObjectMapper().readTree(provenance).findPath("dataset-sha256").toString();
    String hash = data.replaceFirst(".*\"([0-9a-f]{64})\".*", "$1");
    Files.writeString(json, provenance.replace(hash, "0".repeat(64)));
    assertUnusable(
        copy,
        id,
        model,
        "it was trained on other data than are here now; name those with --data-dir" + NAME_OTHERS);

    Files.delete(json);
    assertUnusable(
        copy,
        id,
        model,
        "it is not there, or its JSON file is damaged; run the sweep to its end" + NAME_OTHERS);
  }

  @Test
  void imagesThatAreNotThoseOfTheSweepAreAnErrorAndNothingIsLeft() throws IOException {
    Path copy = copy();
    TinySweep.unpublish(copy);
    String id = cell("fgsm", "none", 0.3);
    String changed = null;
    for (String name : TinySweep.attackReceipts(copy)) {
      Path file = TinySweep.receipt(copy, name);
      Receipt receipt = Receipt.read(name, Files.readAllBytes(file));
      List<ExampleRow> rows = receipt.result().examples();
      if (changed == null && rows.stream().anyMatch(row -> row.cellId().equals(id))) {
        changed = name;
        List<ExampleRow> others =
            rows.stream()
                .map(row -> row.cellId().equals(id) ? withOtherPrediction(row) : row)
                .toList();
        byte[] bytes = new Receipt(receipt.key(), UnitResult.attacked(others)).bytes();
        Files.write(TinySweep.receipt(copy, Receipt.fileName(receipt.key(), bytes)), bytes);
        Files.delete(file);
      }
    }
    Files.createDirectories(out());

    CommandLineRun run = export(copy, out(), "--cell", id);

    assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
    assertThat(run.err().strip())
        .matches(
            "\\QCannot export images of "
                + copy
                + ": what was made again is not what its receipts say of image \\E\\d+\\Q of cell "
                + id
                + ": it has now adversarial_prediction \\E\\d\\Q, not -1; export them where the sweep was"
                + " run, or run it again into another folder\\E");
    assertThat(out()).isEmptyDirectory();
  }

  private static ExampleRow withOtherPrediction(ExampleRow row) {
    List<Object> values = new ArrayList<>(Arrays.asList(TableSchema.values(row)));
    List<String> names = ExampleRow.SCHEMA.columns().stream().map(TableSchema.Field::name).toList();
    values.set(names.indexOf("adversarial_prediction"), -1);
    return TableSchema.row(ExampleRow.class, values);
  }

  @Test
  void cellsThatFailedAreNamedWithTheReasonAndLeftOutOfAll() throws IOException {
    Path failed = folder.resolve("failed");
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            ProcessSweep.faulty(folder, 20, FaultyAttack.Fault.EXCEPTION).toString(),
            "--out",
            failed.toString(),
            "--master",
            "local[2]");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(4);
    List<String> ids =
        Tables.rows(failed, "cells").stream()
            .filter(row -> !row.getAs("status").equals("complete"))
            .map(row -> row.<String>getAs("cell_id"))
            .toList();
    assertThat(ids).hasSize(1);
    String reason =
        "Cannot export images of "
            + failed
            + ": cell "
            + ids.get(0)
            + " is not complete: failed: java.lang.IllegalStateException: this attack always fails"
            + NAME_OTHERS;

    assertRefused(export(failed, out(), "--cell", ids.get(0)), reason);
    CommandLineRun all = export(failed, out(), "--cell", "all");
    assertThat(all.exitCode()).as(all.err()).isZero();
    assertThat(all.out()).contains("1 cell not complete, left out");
    assertThat(out().toFile().list()).hasSize(3).doesNotContain(ids.get(0));

    Files.delete(failed.resolve("tables.json"));
    CommandLineRun unpublished = export(failed, folder.resolve("again"), "--cell", ids.get(0));
    assertThat(unpublished.err().strip()).isEqualTo(reason);
  }

  @Test
  void resultsOfAnotherConfigurationAreRefused() throws IOException {
    Path copy = copy();
    Path effective = copy.resolve("effective.conf");
    String text = Files.readString(effective);

    Files.writeString(effective, text.replace("\"seeds\" : [ 7 ]", "\"seeds\" : [ 8 ]"));
    CommandLineRun other = export(copy, out(), "--cell", "all");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err())
        .startsWith("Cannot export images of " + copy + ": it holds the results of grid ")
        .contains("use the version that wrote it, or run the sweep again into another folder");

    Files.writeString(effective, text.replace("fgsm", "fgms"));
    CommandLineRun unknown = export(copy, out(), "--cell", "all");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .startsWith("Cannot export images of " + copy + ": " + effective + ":")
        .contains("fgms");

    Files.writeString(effective, text);
    Files.writeString(copy.resolve("sweep.json"), "{ oops");
    CommandLineRun damaged = export(copy, out(), "--cell", "all");
    assertThat(damaged.exitCode()).isEqualTo(2);
    assertThat(damaged.err())
        .startsWith("Cannot export images of " + copy + ": sweep.json is damaged (");
    assertThat(out()).doesNotExist();
  }

  @Test
  void damagedTablesAreRefused() throws IOException {
    Path copy = copy();
    Path table;
    try (Stream<Path> files = Files.walk(copy.resolve("publications"))) {
      table = files.filter(file -> file.endsWith("cells/part-00000.parquet")).findFirst().get();
    }
    byte[] bytes = Files.readAllBytes(table);
    bytes[bytes.length / 2] ^= 1;
    Files.write(table, bytes);

    assertRefused(
        export(copy, out(), "--cell", "all"),
        "Cannot export images of "
            + copy
            + ": "
            + table
            + " is not as it was published; run the sweep again, which makes the tables anew from what"
            + " is finished");
  }
}
