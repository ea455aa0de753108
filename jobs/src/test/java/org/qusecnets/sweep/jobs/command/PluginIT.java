package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a plug-in, used as users do: {@code SWEEP_PLUGINS=example.jar ./sweep}. */
class PluginIT {
  private static final String CONFIGURATION =
      """
      datasets = [ { name = mnist-sample, train-images = 200, test-images = 20 } ]
      network { architecture = mlp-200-200 }
      training { epochs = 1, batch-size = 50 }
      defenses = [ { type = none }, { type = gaussian-blur, sigma = 0.7, applied = always } ]
      attacks = [
        { type = fgsm, epsilons = [0.1] }
        { type = momentum, iterations = 3, epsilons = [0.1, 0.3] }
      ]
      seeds = [1]
      evaluation { chunk-size = 20, pictures = 1 }
      """;

  private static final int MODELS = 2;
  private static final int ATTACK_UNITS = 4;
  private static final int CELLS = 6;

  /** Training, clean predictions and both attacks. */
  private static final int UNDEFENDED_RECEIPTS = 4;

  private static final int RECEIPTS = 2 * MODELS + ATTACK_UNITS;

  @TempDir private static Path folder;
  private static Installation installation;
  private static Path plugin;

  @BeforeAll
  static void install() throws IOException {
    installation = Installation.in(folder.resolve("installation"), List.of());
    plugin = ExamplePlugin.build(Files.createDirectory(folder.resolve("plugin")));
  }

  @AfterAll
  static void remove() throws IOException {
    installation.close();
  }

  private static String sweep(int exitCode, Path jar, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(installation.script().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SWEEP_CORES", "2");
    builder.environment().put("SWEEP_PLUGINS", jar.toString());
    try (SweepProcess process = SweepProcess.start(folder, builder)) {
      assertThat(process.await()).as(process.log()).isEqualTo(exitCode);
      return process.log();
    }
  }

  @Test
  void itsAttackAndDefenseAreListedWithTheirOptions() throws IOException, InterruptedException {
    assertThat(sweep(0, plugin, "list", "attack", ExamplePlugin.ATTACK))
        .contains(
            "Source: Dong et al. 2018, Algorithm 1",
            """
              decay
                  Share of the velocity that is kept from step to step.
                  Number from 0 to 1; default 1.
            """,
            "threat-model");
    assertThat(sweep(0, plugin, "list", "defense", ExamplePlugin.DEFENSE))
        .contains("sigma", "Number above 0 and at most 10; default 1.", "applied");
  }

  @Test
  void mistakesInItsOptionsAreReportedTogether() throws IOException, InterruptedException {
    Path configuration =
        Files.writeString(
            folder.resolve("mistakes.conf"),
            CONFIGURATION
                .replace("iterations = 3", "decay = 2, iteration = 3")
                .replace("sigma = 0.7", "sigma = 0"));

    assertThat(sweep(2, plugin, "check", configuration.toString()))
        .contains("decay must be from 0 to 1, was 2", "iteration", "did you mean iterations?")
        .contains("sigma must be above 0 and at most 10, was 0")
        .doesNotContain("\tat ");
  }

  @Test
  void aJarThatIsNotThereIsAMistake() throws IOException, InterruptedException {
    assertThat(sweep(2, folder.resolve("gone.jar"), "list", "attacks"))
        .startsWith("Cannot run: there is no plug-in " + folder.resolve("gone.jar"));
  }

  @Test
  void resultsAreKeptAsLongAsItsCodeIsTheSame() throws IOException, InterruptedException {
    Path configuration = folder.resolve("plugin.conf");
    Path out = folder.resolve("results");
    String[] run = {"run", configuration.toString(), "--out", out.toString()};
    Files.writeString(
        configuration, CONFIGURATION.replaceFirst(", \\{ type = gaussian-blur.*]", " ]"));
    sweep(0, plugin, run);
    Set<String> undefended = WorkOnDisk.of(out).receipts();
    assertThat(undefended).hasSize(UNDEFENDED_RECEIPTS);

    Files.writeString(configuration, CONFIGURATION);
    Path other = ExamplePlugin.build(Files.createDirectory(folder.resolve("other")), "-g:none");
    sweep(0, other, run);

    Set<String> receipts = WorkOnDisk.of(out).receipts();
    assertThat(receipts).as("its attack is done again by other code").containsAll(undefended);
    assertThat(receipts).hasSize(RECEIPTS + 1);
    isComplete(out);
    Map<String, List<String>> tables = Tables.repeatable(out);

    TinySweep.unpublish(out);
    sweep(0, other, run);

    assertThat(WorkOnDisk.of(out).receipts()).as("nothing is done again").isEqualTo(receipts);
    assertThat(Tables.repeatable(out)).isEqualTo(tables);

    TinySweep.unpublish(out);
    assertThat(sweep(2, plugin, run))
        .contains(": other code of the plug-ins that it depends on made it; name another folder");
  }

  private static void isComplete(Path out) throws IOException {
    List<Row> cells = Tables.rows(out, "cells");
    assertThat(cells).hasSize(CELLS);
    assertThat(cells).extracting(cell -> cell.<String>getAs("status")).containsOnly("complete");
    assertThat(cells)
        .extracting(cell -> cell.<String>getAs("defense") + " " + cell.<String>getAs("attack"))
        .contains(ExamplePlugin.DEFENSE + " " + ExamplePlugin.ATTACK);
    assertThat(plugins(out)).containsExactlyInAnyOrder("", "example.jar");
  }

  /** The jars that each model's provenance names. */
  private static List<String> plugins(Path out) throws IOException {
    List<String> plugins = new ArrayList<>();
    try (Stream<Path> models = Files.list(out.resolve("models"))) {
      for (Path model : models.filter(file -> file.toString().endsWith(".json")).toList()) {
        JsonNode origin = new ObjectMapper().readTree(Files.readAllBytes(model)).path("origin");
        plugins.add(origin.path("plug-ins").path(0).path("file").asText());
      }
    }
    return plugins;
  }
}
