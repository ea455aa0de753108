package org.qusecnets.sweep.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** Networks as bytes, in the format of DL4J's serializer, which reads them. */
public final class ModelArchive {
  /**
   * Entries are stamped with the time of writing; the same network must give the same bytes. A time
   * before the format's first one, in whatever zone, would be stored as a time of that zone.
   */
  public static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private ModelArchive() {}

  /** A network, with its parameters as they are. */
  public static byte[] write(Model network) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
      begin(archive, ModelSerializer.CONFIGURATION_JSON);
      String configuration = configuration(network);
      archive.write(configuration.getBytes(StandardCharsets.UTF_8));
      begin(archive, ModelSerializer.COEFFICIENTS_BIN);
      DataOutputStream coefficients = new DataOutputStream(new BufferedOutputStream(archive));
      Nd4j.write(network.params(), coefficients);
      coefficients.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String configuration(Model network) {
    return network instanceof ComputationGraph graph
        ? graph.getConfiguration().toJson()
        : ((MultiLayerNetwork) network).getLayerWiseConfigurations().toJson();
  }

  private static void begin(ZipOutputStream archive, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ENTRY_TIME);
    archive.putNextEntry(entry);
  }

  /**
   * Opens a trained model with all that its recipe puts around the network.
   *
   * @param recipe the recipe that it was trained by
   * @param shape the shape of one image
   * @throws UserException if the bytes are not those that were written
   */
  public static NetworkClassifier open(TrainedModel model, ModelRecipe recipe, ImageShape shape) {
    verify(model.archive(), model.sha256());
    Detector detector =
        recipe
            .detecting()
            .map(options -> new Detector(options.squeezers(), model.detectionThreshold()))
            .orElse(null);
    Model network = read(model.archive());
    try {
      return new NetworkClassifier(network, recipe, shape, drawSeed(model.sha256()), detector);
    } finally {
      NetworkMemory.free(network);
    }
  }

  /** Seed of a model's draws: other weights, other draws. */
  private static long drawSeed(String sha256) {
    return Long.parseUnsignedLong(sha256, 0, Long.BYTES * 2, 16);
  }

  /**
   * Checks that an archive is what was written.
   *
   * @throws UserException if it is not
   */
  public static void verify(byte[] archive, String sha256) {
    String found = Sha256.of(archive);
    if (!found.equals(sha256)) {
      throw new UserException(
          "Cannot use a trained model: its SHA-256 is "
              + found
              + ", expected "
              + sha256
              + "; delete it to have it trained again");
    }
  }

  /** The network of an archive: a {@link ComputationGraph} where branches meet. */
  public static Model read(byte[] archive) {
    try {
      return isGraph(archive)
          ? ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(archive), false)
          : ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(archive), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the configuration, the first entry of an archive, is of vertices. */
  private static boolean isGraph(byte[] archive) throws IOException {
    try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(archive))) {
      ZipEntry first = entries.getNextEntry();
      return first != null
          && first.getName().equals(ModelSerializer.CONFIGURATION_JSON)
          && new ObjectMapper().readTree(entries.readAllBytes()).has("vertices");
    }
  }
}
