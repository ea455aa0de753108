package org.qusecnets.sweep.network;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.Sha256;

/**
 * A trained network in a form that travels: DL4J's own archive (a zip that {@code ModelSerializer}
 * reads), and how it came about.
 *
 * @param archive the archive
 * @param sha256 SHA-256 of the archive, checked at every load
 * @param parameters number of parameters, thresholds included
 * @param thresholds the thresholds, [thresholds a cell][cells]; empty without a quantization layer
 * @param history one entry an epoch that was run; with distillation first the teacher's, then the
 *     student's, who is the model
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

  /** A network that has been trained here, as it is now. */
  static TrainedModel of(Model network, List<Epoch> history) {
    byte[] archive = ModelArchive.write(network);
    INDArray thresholds =
        network.paramTable().get(QuantizationStage.LAYER + "_" + QuantizationLayer.THRESHOLDS);
    return new TrainedModel(
        archive,
        Sha256.of(archive),
        network.numParams(),
        thresholds == null ? new float[0][] : thresholds.toFloatMatrix(),
        history,
        null,
        EngineProvenance.current());
  }

  /** The same as trained by others than this JVM. */
  public TrainedModel trainedBy(EngineProvenance engine) {
    return new TrainedModel(
        archive, sha256, parameters, thresholds, history, detectionThreshold, engine);
  }

  /** The same with the threshold of a detector, or null for none. */
  TrainedModel detecting(Double threshold) {
    return new TrainedModel(
        archive, sha256, parameters, thresholds, history, threshold, provenance);
  }

  /** The same model with other networks' epochs before its own. */
  TrainedModel after(List<Epoch> earlier) {
    return new TrainedModel(
        archive,
        sha256,
        parameters,
        thresholds,
        Stream.concat(earlier.stream(), history.stream()).toList(),
        detectionThreshold,
        provenance);
  }

  /**
   * One pass over the training images.
   *
   * @param loss mean loss of all that the network learned from, each image before the step that its
   *     batch made. Where batches are augmented that is what became of the images, so that the loss
   *     of adversarial training is that of the adversarial images, and of the clean ones if they
   *     are kept
   * @param accuracy share of the same images that were classified as their labels say
   * @param seconds wall time
   */
  public record Epoch(double loss, double accuracy, double seconds) implements Serializable {}
}
