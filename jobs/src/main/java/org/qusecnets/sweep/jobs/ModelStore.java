package org.qusecnets.sweep.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.network.EngineProvenance;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.options.Options;

/**
 * The trained models of a result folder: for each one the archive that DL4J wrote and a JSON file
 * with all that it came from: definition, seed, data, program, libraries, training history.
 */
final class ModelStore {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ARCHIVE = "archive";
  static final String ORIGIN = "origin";
  static final String DEFENSES = "defenses";
  static final String RECIPE = "recipe";
  static final String TYPE = "type";
  private static final String DATASET = "dataset";
  private static final String ZIP = ".zip";

  private final Path folder;
  private final EngineProvenance current;
  private final Map<String, SortedMap<String, String>> datasetHashes;
  private final Map<String, String> archiveHashes = new HashMap<>();

  /**
   * The models in a folder.
   *
   * @param current what would train a model now
   * @param datasetHashes SHA-256 of the files of each data set
   */
  ModelStore(
      Path folder, EngineProvenance current, Map<String, SortedMap<String, String>> datasetHashes) {
    this.folder = folder;
    this.current = current;
    this.datasetHashes = datasetHashes;
  }

  /** File name of a model's archive. */
  static String fileName(String id) {
    return id + ZIP;
  }

  /** Name of the JSON file beside it. */
  private static String jsonName(String id) {
    return id + ".json";
  }

  /** The JSON file that tells what the archive in this file came from. */
  static Path jsonBeside(Path archive) {
    String name = archive.getFileName().toString();
    String id = name.endsWith(ZIP) ? name.substring(0, name.length() - ZIP.length()) : name;
    return archive.resolveSibling(jsonName(id));
  }

  /** Name of the data set that a model was trained on, from its JSON file. */
  static String dataset(JsonNode description) {
    return description.path(ORIGIN).path(DATASET).asText();
  }

  /**
   * Keeps a model; the JSON comes last, so a model with JSON is whole. A substitute comes after its
   * target.
   */
  void save(ModelSpecification specification, TrainedModel model) {
    archiveHashes.put(specification.id(), model.sha256());
    ObjectNode description = MAPPER.valueToTree(model);
    description.remove(ARCHIVE);
    description.set(ORIGIN, MAPPER.valueToTree(origin(specification)));
    String id = specification.id();
    try {
      StagedFile.write(folder, fileName(id), model.archive());
      StagedFile.write(
          folder,
          jsonName(id),
          MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(description));
    } catch (IOException e) {
      throw new UserException(
          "Cannot keep model " + id + " in " + folder + ": " + e + "; check space and permissions",
          e);
    }
  }

  /** The model's defenses in order, as {@link KeptModel} reads them back. */
  private static List<SortedMap<String, Object>> defenses(ModelSpecification model) {
    return model.defense().parts().stream()
        .map(part -> Options.typed(part.type(), part.parameters()))
        .toList();
  }

  private SortedMap<String, Object> origin(ModelSpecification model) {
    SortedMap<String, Object> origin = new TreeMap<>();
    origin.put("id", model.id());
    origin.put(DATASET, model.dataset().name());
    origin.put("dataset-sha256", datasetHashes.get(model.dataset().name()));
    origin.put("train-images", model.dataset().trainImages());
    origin.put(DEFENSES, defenses(model));
    origin.put(RECIPE, model.recipe().parameters());
    origin.put("seed", model.seed());
    origin.put("weight-seed", TrainingJob.weightSeed(model));
    origin.put("shuffle-seed", TrainingJob.shuffleSeed(model));
    model
        .substituted()
        .ifPresent(
            substitution -> {
              origin.put("substitute", substitution.options().parameters());
              origin.put("target", substitution.target().id());
              origin.put("target-sha256", archiveHashes.get(substitution.target().id()));
            });
    return origin;
  }

  /**
   * A model that an earlier run of the same program, with the same libraries and native build,
   * trained from the same origin; empty if there is none, or if it is damaged: then it is trained
   * again. A substitute comes after its target.
   */
  Optional<TrainedModel> load(ModelSpecification specification) {
    Path json = folder.resolve(jsonName(specification.id()));
    if (!Files.isRegularFile(json)) {
      return Optional.empty();
    }
    try {
      JsonNode found = MAPPER.readTree(json.toFile());
      JsonNode expected = MAPPER.readTree(MAPPER.writeValueAsBytes(origin(specification)));
      if (!(found instanceof ObjectNode description)
          || !expected.equals(description.remove(ORIGIN))) {
        return Optional.empty();
      }
      description.put(ARCHIVE, Files.readAllBytes(folder.resolve(fileName(specification.id()))));
      TrainedModel model = MAPPER.treeToValue(description, TrainedModel.class);
      ModelArchive.verify(model.archive(), model.sha256());
      if (!current.givesTheBitsOf(model.provenance())) {
        return Optional.empty();
      }
      archiveHashes.put(specification.id(), model.sha256());
      return Optional.of(model);
    } catch (IOException | UserException e) {
      return Optional.empty();
    }
  }
}
