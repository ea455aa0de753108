package org.qusecnets.sweep.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.network.EngineProvenance;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.TrainedModel;

/**
 * The trained models of a result folder: for each one the archive that DL4J wrote and a JSON file
 * of how it came about.
 */
final class ModelStore {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ARCHIVE = "archive";

  private final Path folder;

  ModelStore(Path folder) {
    this.folder = folder;
  }

  /** File name of a model's archive. */
  static String fileName(String id) {
    return id + ".zip";
  }

  /** Keeps a model; the JSON comes last, so a model with JSON is whole. */
  void save(String id, TrainedModel model) {
    ObjectNode description = MAPPER.valueToTree(model);
    description.remove(ARCHIVE);
    try {
      write(fileName(id), model.archive());
      write(id + ".json", MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(description));
    } catch (IOException e) {
      throw new UserException(
          "Cannot keep model " + id + " in " + folder + ": " + e + "; check space and permissions",
          e);
    }
  }

  private void write(String name, byte[] content) throws IOException {
    Path staged = folder.resolve(".staged-" + name);
    Files.write(staged, content);
    ResultFolder.move(staged, folder.resolve(name));
  }

  /**
   * A model that was kept by an earlier run of the same program on the same native build; empty if
   * there is none, or if it is damaged: then it is trained again.
   */
  Optional<TrainedModel> load(String id, EngineProvenance current) {
    Path json = folder.resolve(id + ".json");
    if (!Files.isRegularFile(json)) {
      return Optional.empty();
    }
    try {
      JsonNode description = MAPPER.readTree(json.toFile());
      ((ObjectNode) description).put(ARCHIVE, Files.readAllBytes(folder.resolve(fileName(id))));
      TrainedModel model = MAPPER.treeToValue(description, TrainedModel.class);
      ModelArchive.verify(model.archive(), model.sha256());
      EngineProvenance trainedBy = model.provenance();
      boolean same =
          trainedBy.version().equals(current.version())
              && trainedBy.libraries().equals(current.libraries())
              && trainedBy.nativeBuild().equals(current.nativeBuild());
      return same ? Optional.of(model) : Optional.empty();
    } catch (IOException | ClassCastException | UserException e) {
      return Optional.empty();
    }
  }
}
