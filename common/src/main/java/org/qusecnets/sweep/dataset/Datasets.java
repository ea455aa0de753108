package org.qusecnets.sweep.dataset;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.qusecnets.sweep.options.InvalidOption;

/** The datasets that a configuration can name. */
public final class Datasets {
  private static final SortedMap<String, DatasetDefinition> DEFINITIONS =
      byName(
          List.of(
              new Cifar10(),
              new Cifar100(),
              new EmnistLetters(),
              new FashionMnist(),
              new Kmnist(),
              new Mnist(),
              new MnistSample(),
              new Svhn()));

  private Datasets() {}

  /** The names, in alphabetical order. */
  public static Set<String> names() {
    return DEFINITIONS.keySet();
  }

  /**
   * The dataset of this name.
   *
   * @throws InvalidOption if there is none
   */
  public static DatasetDefinition named(String name) {
    DatasetDefinition definition = DEFINITIONS.get(name);
    if (definition == null) {
      throw new InvalidOption("name", "must be one of " + String.join(", ", names()), name);
    }
    return definition;
  }

  private static SortedMap<String, DatasetDefinition> byName(List<DatasetDefinition> definitions) {
    return definitions.stream()
        .collect(
            Collectors.toMap(
                DatasetDefinition::name,
                Function.identity(),
                (first, second) -> {
                  throw new IllegalStateException("two datasets are named " + first.name());
                },
                TreeMap::new));
  }
}
