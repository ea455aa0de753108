package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/**
 * A data set, or a stratified part of one ({@link org.qusecnets.sweep.dataset.StratifiedSample}).
 *
 * @param name its name
 * @param trainImages how many of its training images are used, at least 1
 * @param testImages how many of its test images are used, at least 1
 */
public record DatasetOptions(String name, int trainImages, int testImages) implements Serializable {
  private static final String TRAIN_IMAGES = "train-images";
  private static final String TEST_IMAGES = "test-images";

  /** Checks that there are images. */
  public DatasetOptions {
    atLeastOne(TRAIN_IMAGES, trainImages);
    atLeastOne(TEST_IMAGES, testImages);
  }

  public static DatasetOptions read(String name, DatasetCatalog catalog, Options options) {
    return new DatasetOptions(
        name,
        count(options, TRAIN_IMAGES, name, catalog.trainSize(name)),
        count(options, TEST_IMAGES, name, catalog.testSize(name)));
  }

  /** All parameters by their configuration keys. */
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("name", name);
    parameters.putAll(imageCounts());
    return parameters;
  }

  /** The part of {@link #parameters()} behind the name. */
  public Map<String, Object> imageCounts() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put(TRAIN_IMAGES, trainImages);
    counts.put(TEST_IMAGES, testImages);
    return counts;
  }

  /** The part of {@link #parameters()} that a model depends on. */
  Map<String, Object> trainingParameters() {
    Map<String, Object> parameters = parameters();
    parameters.remove(TEST_IMAGES);
    return parameters;
  }

  /** Whether models see the same training images of both. */
  boolean trainedLike(DatasetOptions other) {
    return trainingParameters().equals(other.trainingParameters());
  }

  DatasetOptions withTestImages(int count) {
    return new DatasetOptions(name, trainImages, count);
  }

  private static int count(Options options, String key, String name, int size) {
    int count = options.integer(key, size);
    if (count < 1 || count > size) {
      throw new InvalidOption(key, "must be from 1 to " + size + " for " + name, count);
    }
    return count;
  }

  private static void atLeastOne(String key, int count) {
    if (count < 1) {
      throw new InvalidOption(key, "must be at least 1", count);
    }
  }
}
