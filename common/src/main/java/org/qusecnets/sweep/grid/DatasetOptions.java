package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.qusecnets.sweep.dataset.DatasetDescription;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.OptionValues;
import org.qusecnets.sweep.options.Ranges;

/**
 * A dataset, or a stratified part of one ({@link org.qusecnets.sweep.dataset.StratifiedSample}).
 */
public record DatasetOptions(
    DatasetDescription description,
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
    Ranges.check(DatasetOptions.class, description, trainImages, testImages);
  }

  /** The options of a dataset: how many of its images are used. */
  public static Declaration<DatasetOptions> declaration(DatasetDescription dataset) {
    return Declaration.of(DatasetOptions.class)
        .given("description", dataset)
        .within("train-images", dataset.classes(), dataset.trainSize(), dataset.name())
        .within(TEST_IMAGES, 1, dataset.testSize(), dataset.name());
  }

  /** The dataset's name. */
  public String name() {
    return description.name();
  }

  /** The shape of each image. */
  public ImageShape shape() {
    return description.shape();
  }

  /** Number of classes. */
  public int classes() {
    return description.classes();
  }

  /** All parameters by their configuration keys. */
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("name", name());
    if (description.isConfigured()) {
      parameters.put("sha256", description.content());
    }
    parameters.putAll(imageCounts());
    return parameters;
  }

  /** As a configuration writes it. */
  Map<String, Object> written() {
    Map<String, Object> written = parameters();
    written.putAll(description.source());
    return written;
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
    return new DatasetOptions(description, trainImages, count);
  }
}
