package org.qusecnets.sweep.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Collection;
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
import org.qusecnets.sweep.options.Suggestion;

/** Reads the axis of datasets: published ones by name, others with their format. */
final class DatasetsReader {
  private static final String NAME = "name";
  private static final String FORMAT = "format";
  private static final String SIZE = "size";

  /** What an entry says of other things than where its images are and what is made of them. */
  private static final Set<String> OTHERS = Set.of(NAME, FORMAT, "train-images", "test-images");

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
        known.add(without(entry, ofSource(entry).keySet()).withoutKey(FORMAT));
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

  private static ConfigObject without(ConfigObject entry, Collection<String> keys) {
    ConfigObject others = entry;
    for (String key : keys) {
      others = others.withoutKey(key);
    }
    return others;
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
    String context = "dataset " + name.get();
    return new ParameterReader(problems)
        .read(
            context,
            new Crossing(problems).single(context, ofSource(entry)),
            OTHERS,
            options ->
                DatasetFormats.reading(format.get(), options)
                    .and(
                        SourceOptions.DECLARATION.reading(options),
                        (read, source) ->
                            new DatasetSource(name.get(), read, source.in(problems.folder()))));
  }

  /** What an entry says of its images, but for the format. */
  private static ConfigObject ofSource(ConfigObject entry) {
    ConfigObject own = without(entry, OTHERS);
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
