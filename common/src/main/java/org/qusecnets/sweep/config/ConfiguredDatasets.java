package org.qusecnets.sweep.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.DatasetDescription;
import org.qusecnets.sweep.dataset.format.DatasetSource;
import org.qusecnets.sweep.dataset.format.ReadProgress;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.options.InvalidOption;

/**
 * The datasets that a configuration can name: published ones and those that it describes, which are
 * read when they are described, since what there is to sweep depends on them, and kept.
 */
public final class ConfiguredDatasets implements DatasetCatalog {
  private final DatasetCatalog published;
  private final ReadProgress progress;
  private final Map<String, DatasetSource> sources = new TreeMap<>();
  private final Map<String, DatasetSource.Loaded> loaded = new TreeMap<>();

  /**
   * Published datasets, before a configuration describes others.
   *
   * @param progress is told how far reading others is
   */
  public ConfiguredDatasets(DatasetCatalog published, ReadProgress progress) {
    this.published = published;
    this.progress = progress;
  }

  /**
   * Adds a dataset, unless it is there already.
   *
   * @return whether it is there now; not if its images could not be used when it was first
   *     described
   * @throws InvalidOption if another one has its name
   * @throws UserException if its images cannot be used
   */
  boolean add(DatasetSource source) {
    String name = source.name();
    if (published.names().contains(name)) {
      throw new InvalidOption(
          "name", "must not be that of a dataset that this program knows", name);
    }
    DatasetSource other = sources.putIfAbsent(name, source);
    if (other == null) {
      loaded.put(name, source.load(progress));
    } else if (!other.equals(source)) {
      throw new InvalidOption(
          "name", "must not be that of another dataset with other images", name);
    }
    return loaded.containsKey(name);
  }

  @Override
  public Set<String> names() {
    Set<String> names = new TreeSet<>(published.names());
    names.addAll(sources.keySet());
    return names;
  }

  @Override
  public DatasetDescription description(String name) {
    return loaded.containsKey(name) ? loaded.get(name).description() : published.description(name);
  }

  /** Whether a dataset of this name was described whose images cannot be used. */
  boolean isUnusable(String name) {
    return sources.containsKey(name) && !loaded.containsKey(name);
  }

  /** The images of a dataset that the configuration describes; none of a published one. */
  public Optional<Dataset> dataset(String name) {
    return Optional.ofNullable(loaded.get(name)).map(DatasetSource.Loaded::dataset);
  }
}
