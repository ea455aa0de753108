package org.qusecnets.sweep.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.format.DatasetFormats;
import org.qusecnets.sweep.dataset.format.DatasetSource;
import org.qusecnets.sweep.dataset.format.SourceOptions;
import org.qusecnets.sweep.grid.DatasetOptions;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.options.InvalidOption;

/** Reads the axis of datasets: published ones by name, others with their format. */
final class DatasetsReader {
  private static final String NAME = "name";
  private static final String FORMAT = "format";
  private static final String SIZE = "size";

  /** What an entry says of how many images are used; these may be lists. */
  private static final Set<String> COUNTS = Set.of("train-images", "test-images");

  private final ConfiguredDatasets datasets;
  private final Problems problems;

  DatasetsReader(ConfiguredDatasets datasets, Problems problems) {
    this.datasets = datasets;
    this.problems = problems;
  }

  List<DatasetOptions> read(List<ConfigObject> entries) {
    List<ConfigObject> known = new ArrayList<>();
    for (ConfigObject entry : entries) {
      if (!entry.containsKey(FORMAT)) {
        boolean unusable =
            entry.containsKey(NAME)
                && datasets.isUnusable(String.valueOf(entry.get(NAME).unwrapped()));
        // That was told where it is described.
        if (!unusable) {
          known.add(entry);
        }
      } else if (source(entry).filter(source -> isAdded(source, entry)).isPresent()) {
        known.add(only(entry, NAME, COUNTS));
      }
    }
    Axis<DatasetOptions> axis =
        new Axis<>(
            "dataset",
            NAME,
            datasets.names(),
            (name, options) ->
                DatasetOptions.declaration(datasets.description(name)).reading(options),
            DatasetOptions::imageCounts);
    EntryReader<DatasetOptions> reader = new EntryReader<>(axis, Set.of(), problems);
    return known.stream().flatMap(entry -> reader.read(entry).stream()).toList();
  }

  private static ConfigObject only(ConfigObject entry, String key, Set<String> keys) {
    ConfigObject some = entry;
    for (String other : entry.keySet()) {
      if (!other.equals(key) && !keys.contains(other)) {
        some = some.withoutKey(other);
      }
    }
    return some;
  }

  private boolean isAdded(DatasetSource source, ConfigObject entry) {
    try {
      return datasets.add(source);
    } catch (InvalidOption e) {
      problems.add(entry.get(e.key()).origin(), "dataset " + source.name() + ": " + e.getMessage());
    } catch (UserException e) {
      problems.add(entry.origin(), e.getMessage());
    }
    return false;
  }

  private Optional<DatasetSource> source(ConfigObject entry) {
    Optional<String> name = text(entry, NAME);
    Optional<String> format = text(entry, FORMAT);
    if (name.isPresent() && !SweepConfiguration.isName(name.get())) {
      problems.add(
          entry.get(NAME).origin(),
          "dataset: name must be made of a to z, 0 to 9 and -, was " + name.get());
      return Optional.empty();
    }
    if (format.isPresent() && !DatasetFormats.types().contains(format.get())) {
      problems.add(
          entry.get(FORMAT).origin(),
          "unknown format " + format.get() + Suggestion.of(format.get(), DatasetFormats.types()));
      return Optional.empty();
    }
    if (name.isEmpty() || format.isEmpty()) {
      return Optional.empty();
    }
    ConfigObject own = withoutKeys(entry);
    String context = "dataset " + name.get();
    Set<String> others = new HashSet<>(COUNTS);
    others.addAll(Set.of(NAME, FORMAT));
    return new ParameterReader(problems)
        .read(
            context,
            new Crossing(problems).single(context, own),
            others,
            options ->
                DatasetFormats.reading(format.get(), options)
                    .and(
                        SourceOptions.DECLARATION.reading(options),
                        (read, source) ->
                            new DatasetSource(name.get(), read, source.in(problems.folder()))));
  }

  private static ConfigObject withoutKeys(ConfigObject entry) {
    ConfigObject own = entry.withoutKey(NAME).withoutKey(FORMAT);
    for (String key : COUNTS) {
      own = own.withoutKey(key);
    }
    return own.get(SIZE) instanceof ConfigList sides
        ? own.withValue(
            SIZE,
            ConfigValueFactory.fromAnyRef(
                    sides.unwrapped().stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining("x")))
                .withOrigin(sides.origin()))
        : own;
  }

  /** The text of a key; what is wrong with it is among the problems. */
  private Optional<String> text(ConfigObject entry, String key) {
    ConfigValue value = entry.get(key);
    if (value != null && value.valueType() == ConfigValueType.STRING) {
      return Optional.of(value.unwrapped().toString());
    }
    problems.add(
        value == null ? entry.origin() : value.origin(),
        "dataset: "
            + key
            + (value == null
                ? " is missing; give it one"
                : " must be text, was " + Crossing.render(value)));
    return Optional.empty();
  }
}
