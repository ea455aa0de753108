package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.OptionValues;
import org.qusecnets.sweep.options.Ranges;

/**
 * A dataset, or a stratified part of one ({@link org.qusecnets.sweep.dataset.StratifiedSample}).
 */
public record DatasetOptions(
    String name,
    @Option(
            says =
                "How many of its training images are used, at least one of each class; all without a"
                    + " value.",
            from = 1)
        int trainImages,
    @Option(says = "How many of its test images are used; all without a value.", from = 1)
        int testImages)
    implements Serializable {
  private static final String TEST_IMAGES = "test-images";

  /** Checks that there are images. */
  public DatasetOptions {
    Ranges.check(DatasetOptions.class, name, trainImages, testImages);
  }

  /** The options of a dataset of this name: how many of its images are used. */
  public static Declaration<DatasetOptions> declaration(String name, DatasetCatalog catalog) {
    return Declaration.of(DatasetOptions.class)
        .given("name", name)
        .within("train-images", catalog.classes(name), catalog.trainSize(name), name)
        .within(TEST_IMAGES, 1, catalog.testSize(name), name);
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
    return OptionValues.of(this);
  }

  /** The part of {@link #parameters()} that a model depends on. */
  Map<String, Object> trainingParameters() {
    Map<String, Object> parameters = parameters();
    parameters.remove(TEST_IMAGES);
    return parameters;
  }

  DatasetOptions withTestImages(int count) {
    return new DatasetOptions(name, trainImages, count);
  }
}
