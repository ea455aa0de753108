package org.qusecnets.sweep.network.pretrained.keras;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.qusecnets.sweep.network.pretrained.NetworkFormat;
import org.qusecnets.sweep.network.pretrained.PretrainedNetwork;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.keras.hdf5.Hdf5Group;
import org.qusecnets.sweep.network.pretrained.onnx.OnnxFormat;

/**
 * Models that Keras saved whole: {@code .keras} files, which are zip archives, and {@code .h5}
 * files, told apart by their first bytes.
 *
 * @see <a href="https://keras.io/guides/serialization_and_saving/">Save, serialize, and export
 *     models</a>
 */
public final class KerasFormat implements NetworkFormat {
  private static final String CONFIGURATION = "model_config";
  private static final String WEIGHTS = "model_weights";

  @Override
  public String type() {
    return "keras";
  }

  @Override
  public String says() {
    return "Model that Keras saved: .keras, or .h5 of Keras 2 and 3.";
  }

  @Override
  public PretrainedNetwork read(byte[] file) throws UnreadableNetwork {
    return new OnnxFormat().readChannelsFirst(graph(file));
  }

  /** The model as an ONNX graph of images of [N, channels, rows, columns]. */
  private static byte[] graph(byte[] file) throws UnreadableNetwork {
    if (KerasArchive.isOne(file)) {
      KerasArchive archive = KerasArchive.read(file);
      KerasModel model = KerasModel.read(archive.configuration());
      return ModelTranslation.of(
          model, ArchivedWeights.of(model, Hdf5Group.root(archive.weights())));
    }
    if (!Hdf5Group.isOne(file)) {
      throw new UnreadableNetwork(
          "is neither a .keras nor an .h5 file", "name one that model.save wrote");
    }
    Hdf5Group root = Hdf5Group.root(file);
    Optional<String> configuration = root.text(CONFIGURATION);
    Optional<Hdf5Group> weights = root.group(WEIGHTS);
    if (configuration.isEmpty() || weights.isEmpty()) {
      throw new UnreadableNetwork(
          "has no " + (configuration.isEmpty() ? CONFIGURATION : WEIGHTS),
          "save the whole model with model.save, not its weights alone");
    }
    return ModelTranslation.of(
        KerasModel.read(configuration.get().getBytes(StandardCharsets.UTF_8)),
        new LegacyWeights(weights.get()));
  }
}
