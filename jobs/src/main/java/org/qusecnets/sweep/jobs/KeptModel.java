package org.qusecnets.sweep.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.InvalidOption;

/**
 * A model that a {@link ModelStore} keeps, read without the configuration that it was trained from.
 *
 * @param archive its archive, verified
 * @param sha256 the archive's SHA-256
 * @param shape the shape of one image of its data set
 * @param provenance the whole JSON file beside the archive
 */
record KeptModel(byte[] archive, String sha256, ImageShape shape, JsonNode provenance) {
  private static final String NAME_A_MODEL =
      "name the archive of a model, such as results/NAME/models/ID.zip";
  private static final String RUN_AGAIN = "run its sweep again into another folder";

  /**
   * Reads a model and the JSON file beside it.
   *
   * @param file the model's archive
   * @throws UserException if there is none or it is not what was written
   */
  static KeptModel read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw refusal(file, "there is no such file", NAME_A_MODEL);
    }
    Path json = ModelStore.jsonBeside(file);
    if (!Files.isRegularFile(json)) {
      throw refusal(file, "there is no " + json.getFileName() + " beside it", NAME_A_MODEL);
    }
    try {
      JsonNode provenance = new ObjectMapper().readTree(Files.readAllBytes(json));
      byte[] archive = Files.readAllBytes(file);
      return new KeptModel(
          archive, sha256(file, archive, provenance), shape(file, provenance), provenance);
    } catch (JsonProcessingException e) {
      throw refusal(
          file, json.getFileName() + " is not JSON: " + e.getOriginalMessage(), RUN_AGAIN);
    } catch (IOException e) {
      throw refusal(file, "it cannot be read: " + e, "check its permissions");
    }
  }

  private static String sha256(Path file, byte[] archive, JsonNode provenance) {
    String expected = provenance.path("sha256").asText("unknown");
    String found = Sha256.of(archive);
    if (!found.equals(expected)) {
      throw refusal(file, "its SHA-256 is " + found + ", expected " + expected, RUN_AGAIN);
    }
    return found;
  }

  private static ImageShape shape(Path file, JsonNode provenance) {
    String dataset = ModelStore.dataset(provenance);
    try {
      return Datasets.named(dataset).shape();
    } catch (InvalidOption e) {
      throw refusal(
          file, "its data set " + dataset + " is unknown", "use the version that trained it");
    }
  }

  private static UserException refusal(Path file, String reason, String remedy) {
    return new UserException("Cannot export " + file + ": " + reason + "; " + remedy);
  }
}
