package org.qusecnets.sweep.grid;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.qusecnets.sweep.claim.Claim;
import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.network.ModelRecipe;
import org.qusecnets.sweep.network.NetworkOptions;
import org.qusecnets.sweep.network.SubstituteOptions;
import org.qusecnets.sweep.network.TrainingOptions;
import org.qusecnets.sweep.network.TrainingOptions.Parallelism;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.resilience.ResilienceOptions;

/** Reads a configuration completely, whatever is wrong with it, and then reports all problems. */
final class ConfigurationReader {
  private static final String SUFFIX = ".conf";

  /** {@code definitions} is nobody's: values there are for others to refer to. */
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "datasets",
          "network",
          "training",
          "defenses",
          "attacks",
          "seeds",
          "substitute",
          "definitions",
          "evaluation",
          "resilience",
          "claims");

  private final Path file;
  private final Problems problems;
  private final ConfigObject root;

  ConfigurationReader(Path file, List<String> overrides) {
    this.file = file;
    problems = new Problems(file, overrides);
    root = new Source(problems).read(file, overrides);
  }

  SweepConfiguration read(DatasetCatalog catalog) {
    new ParameterReader(problems)
        .reportUnknown("", new Parameters(new TreeMap<>(root), Set.of(), root.origin()), KEYS);
    String name = name();
    NetworkOptions network = section("network", NetworkOptions::read, NetworkOptions.defaults());
    TrainingOptions training =
        section("training", TrainingOptions::read, TrainingOptions.defaults());
    EvaluationOptions evaluation =
        section("evaluation", EvaluationOptions::read, EvaluationOptions.defaults());
    SubstituteOptions substitute =
        section("substitute", SubstituteOptions::read, SubstituteOptions.defaults());
    ResilienceOptions resilience =
        section("resilience", ResilienceOptions::read, ResilienceOptions.defaults());
    AxesReader axes = new AxesReader(root, problems);
    List<DatasetOptions> datasets = axes.datasets(catalog);
    List<Defense> defenses = axes.defenses();
    List<AttackSpecification> attacks = axes.attacks();
    List<Long> seeds = axes.seeds();
    List<Claim> claims = new ClaimsReader(problems, catalog).read(root.get("claims"));
    if (attacks.stream().anyMatch(attack -> attack.threat().model() == ThreatModel.BLACK_BOX)) {
      checkHoldOut(catalog, datasets, substitute);
    }
    if (training.parallelism() == Parallelism.DATA) {
      checkDataParallelism(ModelRecipe.undefended(network, training), defenses);
    }
    problems.check();
    return new SweepConfiguration(
        name,
        datasets,
        network,
        training,
        defenses,
        attacks,
        seeds,
        substitute,
        evaluation,
        resilience,
        claims);
  }

  /** A substitute's training begins with test images that no attack uses. */
  private void checkHoldOut(
      DatasetCatalog catalog, List<DatasetOptions> datasets, SubstituteOptions substitute) {
    for (DatasetOptions dataset : datasets) {
      int most = catalog.testSize(dataset.name()) - substitute.holdOut();
      if (dataset.testImages() > most) {
        problems.add(
            root.get("datasets").origin(),
            "dataset %s: test-images must be at most %d where an attack is black-box, was %d: the substitute's hold-out of %d test images is not attacked"
                .formatted(dataset.name(), most, dataset.testImages(), substitute.holdOut()));
      }
    }
  }

  /** Workers that train one network together do no more than learn the labels of images. */
  private void checkDataParallelism(ModelRecipe undefended, List<Defense> defenses) {
    Set<String> obstacles = new LinkedHashSet<>();
    for (Defense defense : defenses) {
      defense
          .protect(undefended)
          .obstacleToDataParallelism()
          .ifPresent(
              obstacle ->
                  obstacles.add(
                      "defense %s: its training %s, which parallelism = data cannot do; set parallelism = model or leave the defense out"
                          .formatted(defense.type(), obstacle)));
    }
    obstacles.forEach(obstacle -> problems.add(root.get("defenses").origin(), obstacle));
  }

  private String name() {
    ConfigValue value = root.get("name");
    boolean fromFile = value == null || value.valueType() == ConfigValueType.NULL;
    String name = fromFile ? fileName() : value.unwrapped().toString();
    if (!SweepConfiguration.isName(name)) {
      String rule = "name must be made of a to z, 0 to 9 and -, was " + name;
      if (fromFile) {
        problems.add(rule + " after the file; add name = my-sweep");
      } else {
        problems.add(value.origin(), rule);
      }
    }
    return name;
  }

  private String fileName() {
    String fileName = String.valueOf(file.getFileName());
    return fileName.endsWith(SUFFIX)
        ? fileName.substring(0, fileName.length() - SUFFIX.length())
        : fileName;
  }

  /** A section's options; if they are wrong, the defaults stand in until that is reported. */
  private <T> T section(String key, Function<Options, T> reader, T defaults) {
    ConfigValue value = root.get(key);
    if (value == null) {
      return defaults;
    }
    if (!(value instanceof ConfigObject section)) {
      String example = key + " { ... }";
      problems.add(
          value.origin(),
          key + " must be a section " + example + ", was " + Crossing.render(value));
      return defaults;
    }
    Parameters parameters = new Crossing(problems).single(key, section);
    return new ParameterReader(problems).read(key, parameters, Set.of(), reader).orElse(defaults);
  }
}
