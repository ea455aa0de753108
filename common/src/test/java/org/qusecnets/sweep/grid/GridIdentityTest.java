package org.qusecnets.sweep.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.config.Configurations;

/** The same grid, however it is written. */
class GridIdentityTest {
  private static final String REFERENCE =
      """
      datasets = [{ name = mnist }, { name = cifar10, test-images = 30 }]
      defenses = [{ type = none }, { type = cq, levels = 2 }, { type = cq, levels = 3 }
        { type = tq, levels = 4, z = 10 }]
      attacks = [{ type = fgsm, epsilons = [0.1, 0.2, 0.5] }]
      seeds = [1, 2]
      """;

  @Property(tries = 100)
  void idsDoNotDependOnOrderFormattingAndDefaults(@ForAll long seed) throws IOException {
    Grid reference = grid(REFERENCE);

    Grid grid = grid(new Writer(new Random(seed)).sweep());

    assertThat(grid.id()).isEqualTo(reference.id());
    assertThat(ids(grid.cells().stream().map(Cell::id).toList()))
        .isEqualTo(ids(reference.cells().stream().map(Cell::id).toList()));
    assertThat(ids(grid.models().stream().map(ModelSpecification::id).toList()))
        .isEqualTo(ids(reference.models().stream().map(ModelSpecification::id).toList()));
    assertThat(ids(grid.units().stream().map(AttackUnit::id).toList()))
        .isEqualTo(ids(reference.units().stream().map(AttackUnit::id).toList()));
  }

  @Test
  void modelsOfWorkersTogetherAreOthers() throws IOException {
    Set<String> alone = models("training { parallelism = model }");
    Set<String> together = models("training { parallelism = data }");
    Set<String> rarely = models("training { parallelism = data, averaging-frequency = 20 }");

    assertThat(alone).isEqualTo(models(""));
    assertThat(models("training { parallelism = data, averaging-frequency = 5 }"))
        .isEqualTo(together);
    assertThat(together).doesNotContainAnyElementsOf(alone).doesNotContainAnyElementsOf(rarely);
  }

  @Test
  void modelsTrainedOtherwiseAreOthers() throws IOException {
    Set<String> plain = models("");
    String defaults =
        "training { optimizer = adam, schedule = constant, warm-up = 0, clip-norm = 0, flip = none,"
            + " shift = 0, patience = 0 }";

    assertThat(models(defaults)).isEqualTo(plain);
    Set<String> all = new HashSet<>(plain);
    for (String option :
        List.of(
            "optimizer = sgd",
            "optimizer = sgd, momentum = 0.8",
            "optimizer = adamw",
            "optimizer = adamw, weight-decay = 0",
            "schedule = cosine",
            "schedule = step, decay-every = 2",
            "warm-up = 0.1",
            "clip-norm = 1",
            "flip = horizontal",
            "shift = 4",
            "patience = 1")) {
      Set<String> models = models("training { " + option + " }");
      assertThat(all).as(option).doesNotContainAnyElementsOf(models);
      all.addAll(models);
    }
  }

  private static Set<String> models(String training) throws IOException {
    return ids(grid(REFERENCE + training).models().stream().map(ModelSpecification::id).toList());
  }

  private static Set<String> ids(List<String> ids) {
    Set<String> set = Set.copyOf(ids);
    assertThat(set).hasSameSizeAs(ids);
    return set;
  }

  private static Grid grid(String text) throws IOException {
    Path file = Files.createTempFile("sweep", ".conf");
    try {
      Files.writeString(file, "name = sweep\n" + text);
      return Grid.of(Configurations.read(file));
    } finally {
      Files.delete(file);
    }
  }

  /** Writes the reference in one of many ways. */
  private record Writer(Random random) {
    String sweep() {
      Map<String, String> keys = new LinkedHashMap<>();
      keys.put(
          "datasets",
          list(
              entry(Map.of("name", "mnist"), Map.of("train-images", "6e4", "test-images", "10000")),
              entry(
                  Map.of("name", "\"cifar10\"", "test-images", "30.0"),
                  Map.of("train-images", "50000"))));
      keys.put("defenses", list(defenses()));
      keys.put(
          "attacks",
          list(
              entry(
                  Map.of("type", "fgsm", "epsilons", list("1e-1", "0.20", "0.5")),
                  Map.of("threat-model", "white-box"))));
      keys.put("seeds", list("1", "2.0"));
      keys.put(
          "training",
          entry(
              Map.of(),
              Map.of(
                  "epochs", "6", "learning-rate", "0.001", "optimizer", "adam", "patience", "0")));
      keys.put("evaluation", entry(Map.of(), Map.of("chunk-size", "5e2")));
      return members(keys, "\n");
    }

    private String[] defenses() {
      Map<String, String> defaults =
          Map.of("z", "5e1", "placement", "linear", "derivative", "\"exact\"");
      String none = entry(Map.of("type", "none"), Map.of());
      String trainable =
          entry(
              Map.of("type", "tq", "levels", "4", "z", "10.0"),
              Map.of("sharing", "per-pixel", "loss", "as-training"));
      return random.nextBoolean()
          ? new String[] {
            none, trainable, entry(Map.of("type", "cq", "levels", list("2", "3")), defaults)
          }
          : new String[] {
            none,
            trainable,
            entry(Map.of("type", "cq", "levels", "2"), defaults),
            entry(Map.of("type", "cq", "levels", "3"), defaults)
          };
    }

    private String entry(Map<String, String> keys, Map<String, String> defaults) {
      Map<String, String> all = new LinkedHashMap<>(keys);
      defaults.forEach(
          (key, value) -> {
            if (random.nextBoolean()) {
              all.put(key, value);
            }
          });
      return "{" + members(all, random.nextBoolean() ? ", " : "\n") + "}";
    }

    private String members(Map<String, String> keys, String separator) {
      String assignment = random.nextBoolean() ? " = " : ":";
      return shuffled(List.copyOf(keys.entrySet())).stream()
          .map(key -> key.getKey() + assignment + key.getValue())
          .collect(Collectors.joining(separator));
    }

    private String list(String... elements) {
      String separator = random.nextBoolean() ? ", " : "\n # comment\n";
      return "[" + String.join(separator, shuffled(List.of(elements))) + "]";
    }

    private <T> List<T> shuffled(List<T> values) {
      List<T> shuffled = new ArrayList<>(values);
      Collections.shuffle(shuffled, random);
      return shuffled;
    }
  }
}
