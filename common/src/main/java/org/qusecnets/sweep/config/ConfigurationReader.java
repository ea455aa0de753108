package org.qusecnets.sweep.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.qusecnets.sweep.claim.Claim;
import org.qusecnets.sweep.dataset.format.ReadProgress;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.EvaluationOptions;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.grid.SweepPart;
import org.qusecnets.sweep.resilience.ResilienceOptions;

/** Reads a configuration completely, whatever is wrong with it, and then reports all problems. */
public final class ConfigurationReader {
  private static final String SUFFIX = ".conf";
  private static final String PARTS = "parts";
  private static final String PARTS_EXAMPLE = "[{ seeds = [1] }]";

  /** {@code definitions} is nobody's: values there are for others to refer to. */
  private static final Set<String> OWN_KEYS =
      Set.of("name", PARTS, "definitions", "evaluation", "resilience", "claims");

  private final Path file;
  private final Problems problems;
  private final ConfigObject root;

  private ConfigurationReader(Path file, List<String> overrides) {
    this.file = file;
    problems = new Problems(file, overrides);
    root = new Source(problems).read(file, overrides);
  }

  /**
   * Reads and validates a configuration file.
   *
   * @param file HOCON; it may include others relative to itself
   * @param overrides {@code key=value} in HOCON, such as {@code training.epochs=1}; later ones win
   * @param catalog the datasets there are
   * @throws ConfigurationException if anything is wrong, with every problem there is
   */
  public static SweepConfiguration read(Path file, List<String> overrides, DatasetCatalog catalog) {
    return read(file, overrides, new ConfiguredDatasets(catalog, ReadProgress.NONE));
  }

  /**
   * The same, with what it describes beside published datasets.
   *
   * @param datasets the published datasets; those that the configuration describes are added
   */
  public static SweepConfiguration read(
      Path file, List<String> overrides, ConfiguredDatasets datasets) {
    return new ConfigurationReader(file, overrides).read(datasets);
  }

  private SweepConfiguration read(ConfiguredDatasets catalog) {
    Set<String> keys = new TreeSet<>(OWN_KEYS);
    keys.addAll(PartReader.KEYS);
    reportUnknown("", root, keys);
    String name = name();
    Sections sections = new Sections(root, problems);
    EvaluationOptions evaluation = sections.read("evaluation", EvaluationOptions.DECLARATION);
    ResilienceOptions resilience = sections.read("resilience", ResilienceOptions.DECLARATION);
    List<SweepPart> parts = new ArrayList<>();
    ConfiguredNetworks networks = new ConfiguredNetworks(problems);
    for (ConfigObject part : parts()) {
      new PartReader(part, problems).read(catalog, networks).ifPresent(parts::add);
    }
    Vocabulary vocabulary = new Vocabulary(catalog, networks.names());
    List<Claim> claims = new ClaimsReader(problems, vocabulary).read(root.get("claims"));
    problems.check();
    return new SweepConfiguration(name, parts, evaluation, resilience, claims);
  }

  /** Each part with what all of them share; without parts the whole is the only one. */
  private List<ConfigObject> parts() {
    ConfigValue written = root.get(PARTS);
    if (written == null) {
      return List.of(root);
    }
    if (!(written instanceof ConfigList list) || list.isEmpty()) {
      problems.add(
          written.origin(),
          PARTS
              + " must be a list such as "
              + PARTS_EXAMPLE
              + ", was "
              + Crossing.render(written)
              + "; a sweep that is one grid needs none");
      return List.of();
    }
    List<ConfigObject> parts = new ArrayList<>();
    for (ConfigValue value : list) {
      if (value instanceof ConfigObject part) {
        reportUnknown("part: ", part, PartReader.KEYS);
        parts.add(part.withFallback(root));
      } else {
        problems.add(
            value.origin(),
            PARTS + ": an entry must look like { seeds = [1] }, was " + Crossing.render(value));
      }
    }
    return parts;
  }

  private void reportUnknown(String prefix, ConfigObject values, Set<String> keys) {
    new ParameterReader(problems)
        .reportUnknown(
            prefix, new ParameterValues(new TreeMap<>(values), Set.of(), values.origin()), keys);
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
}
