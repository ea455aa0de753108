package org.qusecnets.sweep.network;

import java.io.Serializable;
import java.util.List;

/**
 * A trained network in a form that travels: DL4J's own archive (a zip that {@code ModelSerializer}
 * reads), and how it came about.
 *
 * @param archive the archive
 * @param sha256 SHA-256 of the archive, checked at every load
 * @param parameters number of parameters, thresholds included
 * @param thresholds the thresholds, [thresholds a cell][cells]; empty without a quantization layer
 * @param history one entry an epoch
 * @param detectionThreshold threshold of the detector beside the network, or null without one
 * @param provenance what trained it
 */
public record TrainedModel(
    byte[] archive,
    String sha256,
    long parameters,
    float[][] thresholds,
    List<Epoch> history,
    Double detectionThreshold,
    EngineProvenance provenance)
    implements Serializable {

  /** The same with the threshold of a detector, or null for none. */
  TrainedModel detecting(Double threshold) {
    return new TrainedModel(
        archive, sha256, parameters, thresholds, history, threshold, provenance);
  }

  /**
   * One pass over the training images.
   *
   * @param cost mean cost of the images, each before the step that its batch made
   * @param accuracy share of the images that were classified correctly, likewise
   * @param seconds wall time
   */
  public record Epoch(double cost, double accuracy, double seconds) implements Serializable {}
}
