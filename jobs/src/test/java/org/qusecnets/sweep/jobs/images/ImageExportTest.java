package org.qusecnets.sweep.jobs.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.config.ConfiguredDatasets;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.dataset.format.ReadProgress;
import org.qusecnets.sweep.grid.AttackUnit;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.jobs.command.NaiveNumpy;
import org.qusecnets.sweep.jobs.command.TinySweep;
import org.qusecnets.sweep.jobs.run.Display;
import org.qusecnets.sweep.jobs.run.RepeatedAttacks;
import org.qusecnets.sweep.jobs.run.RunOptions;
import org.qusecnets.sweep.jobs.run.SparkLifecycle;
import org.qusecnets.sweep.jobs.store.KeptSweep;

/** Exports that the command line cannot ask for. */
class ImageExportTest {
  private static final int CHUNK = 10;

  @TempDir private static Path shared;
  private static Path results;
  private static Map<String, Dataset> datasets;

  @TempDir private Path folder;

  @BeforeAll
  static void runOnce() throws IOException {
    results = shared.resolve("results");
    new TinySweep(shared).run(results, RunOptions.LONGEST_FIRST);
    datasets = Map.of("mnist-sample", Datasets.named("mnist-sample").load(shared));
  }

  private static KeptSweep sweep() {
    return KeptSweep.read(
        results, new ConfiguredDatasets(DatasetCatalog.registered(), ReadProgress.NONE));
  }

  private Path export(String name, String cell, long partBytes) {
    Display display = Display.quiet(new PrintWriter(new StringWriter()));
    Path out = folder.resolve(name);
    ImageExport export =
        ImageExport.of(sweep(), new ImageOptions(List.of(cell), 0), out, partBytes);
    try (SparkLifecycle spark = SparkLifecycle.start("images", new SparkConf())) {
      export.run(spark, datasets, display);
    }
    return out.resolve(cell);
  }

  @Test
  void largeCellsAreWrittenInParts() throws IOException {
    Cell cell = sweep().grid().cells().get(0);

    Path whole = export("whole", cell.id(), Long.MAX_VALUE);
    Path parts = export("parts", cell.id(), 1);

    assertThat(whole.toFile().list()).containsExactlyInAnyOrder("images-0001.npz", "SHA256SUMS");
    assertThat(parts.toFile().list())
        .containsExactlyInAnyOrder("images-0001.npz", "images-0002.npz", "SHA256SUMS");
    Map<String, NaiveNumpy> all = NaiveNumpy.read(whole.resolve("images-0001.npz"));
    Map<String, NaiveNumpy> first = NaiveNumpy.read(parts.resolve("images-0001.npz"));
    Map<String, NaiveNumpy> second = NaiveNumpy.read(parts.resolve("images-0002.npz"));
    assertThat(first.get("label").values()).hasSize(CHUNK);
    for (String name : List.of("adversarial_pixels", "clean_pixels", "image_index", "success")) {
      List<Object> values = all.get(name).values();
      assertThat(first.get(name).values()).isEqualTo(values.subList(0, values.size() / 2));
      assertThat(second.get(name).values())
          .isEqualTo(values.subList(values.size() / 2, values.size()));
    }
    assertThat(second.get("cell_id").values()).containsExactly(cell.id());
  }

  @Test
  void attackThatCannotBeMadeAgainIsToldWithTheReason() throws IOException {
    List<AttackUnit> units = sweep().grid().units().subList(0, 2);
    try (SparkLifecycle spark = SparkLifecycle.start("images", new SparkConf())) {
      RepeatedAttacks attacks = new RepeatedAttacks(spark, sweep(), datasets, units);

      List<String> wrong =
          attacks.run(
              units,
              unit -> {
                throw new IllegalStateException("nobody takes it");
              },
              Display.quiet(new PrintWriter(new StringWriter())));

      assertThat(wrong)
          .hasSize(2)
          .allMatch(
              reason ->
                  reason.endsWith(": failed: java.lang.IllegalStateException: nobody takes it"))
          .anyMatch(reason -> reason.startsWith("fgsm"));
    }
  }

  @Test
  void whatCannotBeWrittenIsRefusedAndLeftAsItWas() throws IOException {
    Cell cell = sweep().grid().cells().get(0);
    Path file = Files.writeString(folder.resolve("file"), "a file");

    assertThatThrownBy(() -> export("file/below", cell.id(), 1))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "Cannot export images of " + results + " to " + file.resolve("below") + ": ")
        .hasMessageEndingWith("; see to that, or name another folder");
    assertThat(file).hasContent("a file");
  }
}
