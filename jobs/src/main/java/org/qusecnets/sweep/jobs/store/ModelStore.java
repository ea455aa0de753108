package org.qusecnets.sweep.jobs.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.qusecnets.sweep.PluginCode;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.network.EngineProvenance;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.pretrained.PretrainedNetwork;
import org.qusecnets.sweep.network.pretrained.format.NetworkFormats;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.PretrainedWeights;

/**
 * The trained models of a result folder: for each one the archive that DL4J wrote and a JSON file
 * with all that it came from: definition, seed, data, program, libraries, training history.
 */
public final class ModelStore implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ARCHIVE = "archive";
  static final String ORIGIN = "origin";
  static final String ID = "id";
  static final String DEFENSES = "defenses";
  static final String RECIPE = "recipe";
  static final String TYPE = "type";
  private static final String DATASET = "dataset";

  /** The shape of one image of a dataset that a configuration describes. */
  static final String SHAPE = "shape";

  private static final String PLUGINS = "plug-ins";
  private static final String ZIP = ".zip";
  private static final String JSON = ".json";

  private final Storage folder;
  private final EngineProvenance current;
  private final SortedMap<String, SortedMap<String, String>> datasetHashes;

  /**
   * The models in a folder.
   *
   * @param current what would train a model now
   * @param datasetHashes SHA-256 of the files of each dataset
   */
  public ModelStore(
      Storage folder,
      EngineProvenance current,
      Map<String, SortedMap<String, String>> datasetHashes) {
    this.folder = folder;
    this.current = current;
    this.datasetHashes = new TreeMap<>(datasetHashes);
  }

  /** File name of a model's archive. */
  public static String fileName(String id) {
    return id + ZIP;
  }

  /** Name of the JSON file beside it. */
  private static String jsonName(String id) {
    return id + JSON;
  }

  /** The JSON file that tells what the archive in this file came from. */
  static Path jsonBeside(Path archive) {
    String name = archive.getFileName().toString();
    String id = name.endsWith(ZIP) ? name.substring(0, name.length() - ZIP.length()) : name;
    return archive.resolveSibling(jsonName(id));
  }

  /** Name of the dataset that a model was trained on, from its JSON file. */
  static String dataset(JsonNode description) {
    return description.path(ORIGIN).path(DATASET).asText();
  }

  /**
   * Keeps a model; the JSON comes last, so a model with JSON is whole.
   *
   * @param target what it is a substitute of
   * @throws InfrastructureException if it cannot be written
   */
  public void save(
      ModelSpecification specification, TrainedModel model, Optional<ModelReference> target)
      throws IOException {
    ObjectNode description = MAPPER.valueToTree(model);
    description.remove(ARCHIVE);
    description.set(ORIGIN, MAPPER.valueToTree(origin(specification, target)));
    byte[] json = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(description);
    try {
      folder.replace(fileName(specification.id()), model.archive());
      folder.replace(jsonName(specification.id()), json);
    } catch (IOException e) {
      throw new InfrastructureException(
          "model " + folder.describe(fileName(specification.id())) + " cannot be written", e);
    }
  }

  /**
   * Keeps a copy of the file of a network that was trained elsewhere, which executors read from
   * here, unless there is one.
   *
   * @throws UserException if the file is not what it was when the configuration was read
   */
  public void keep(PretrainedWeights weights) throws IOException {
    if (folder.exists(weights.fileName())) {
      return;
    }
    byte[] file = Files.readAllBytes(Path.of(weights.file()));
    verify(weights, weights.file(), file, "restore it, or run the same command again");
    folder.replace(weights.fileName(), file);
  }

  /** A network that was trained elsewhere, of the copy of its file. */
  public PretrainedNetwork network(PretrainedWeights weights) throws IOException {
    byte[] file = folder.read(weights.fileName());
    String name = folder.describe(weights.fileName());
    verify(weights, name, file, "delete it and run the same command again");
    return NetworkFormats.named(weights.format())
        .orElseThrow(() -> new IOException("no format " + weights.format()))
        .read(file)
        .behind(weights.scale());
  }

  private static void verify(PretrainedWeights weights, String name, byte[] file, String remedy) {
    String found = Sha256.of(file);
    if (!found.equals(weights.sha256())) {
      throw new UserException(
          "Cannot use the network in "
              + name
              + ": its SHA-256 is "
              + found
              + ", expected "
              + weights.sha256()
              + "; "
              + remedy);
    }
  }

  /** The model's defenses in order, as {@link KeptModel} reads them back. */
  private static List<SortedMap<String, Object>> defenses(ModelSpecification model) {
    return model.defense().parts().stream()
        .map(part -> Options.typed(part.type(), part.parameters()))
        .toList();
  }

  private SortedMap<String, Object> origin(
      ModelSpecification model, Optional<ModelReference> target) {
    SortedMap<String, Object> origin = new TreeMap<>();
    origin.put(ID, model.id());
    origin.put(DATASET, model.dataset().name());
    origin.put("dataset-sha256", datasetHashes.get(model.dataset().name()));
    if (model.dataset().description().isConfigured()) {
      origin.put(SHAPE, KeptModel.sides(model.dataset().shape()));
    }
    origin.put("train-images", model.dataset().trainImages());
    origin.put(DEFENSES, defenses(model));
    origin.put(RECIPE, model.recipe().parameters());
    if (!model.plugins().isEmpty()) {
      origin.put(PLUGINS, model.plugins());
    }
    origin.put("seed", model.seed());
    origin.put("weight-seed", model.weightSeed());
    origin.put("shuffle-seed", model.shuffleSeed());
    model
        .substituted()
        .ifPresent(
            substitution -> {
              origin.put("substitute", substitution.options().parameters());
              origin.put("target", substitution.target().id());
              origin.put("target-sha256", target.orElseThrow().sha256());
            });
    return origin;
  }

  /** The models whose files are there, whatever they hold. */
  public Set<String> found() throws IOException {
    Set<String> found = new TreeSet<>();
    for (String name : folder.list("")) {
      if (name.endsWith(JSON) && !name.startsWith(Storage.STAGED)) {
        found.add(name.substring(0, name.length() - JSON.length()));
      }
    }
    return found;
  }

  /**
   * A model that the same program, with the same libraries and native build, trained from the same
   * origin; empty if there is none, or if it is damaged: then it is trained again.
   *
   * @param target what it is a substitute of
   * @throws InfrastructureException if it is there and cannot be read
   */
  public Optional<TrainedModel> load(
      ModelSpecification specification, Optional<ModelReference> target)
      throws InfrastructureException {
    return read(
        specification.id(),
        found -> {
          JsonNode expected =
              MAPPER.readTree(MAPPER.writeValueAsBytes(origin(specification, target)));
          if (!isSame(found.remove(ORIGIN), expected)) {
            return Optional.empty();
          }
          TrainedModel model = model(specification.id(), found);
          return current.givesTheBitsOf(model.provenance()) ? Optional.of(model) : Optional.empty();
        });
  }

  /** Takes something from the description of a model. */
  private interface Reading<T> {
    Optional<T> of(ObjectNode description) throws IOException;
  }

  /** What is taken from a model that is there; empty if it is not there, or damaged. */
  private <T> Optional<T> read(String id, Reading<T> reading) throws InfrastructureException {
    try {
      return MAPPER.readTree(folder.read(jsonName(id))) instanceof ObjectNode description
          ? reading.of(description)
          : Optional.empty();
    } catch (NoSuchFileException
        | FileNotFoundException
        | JsonProcessingException
        | UserException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new InfrastructureException(
          "model " + folder.describe(fileName(id)) + " cannot be read", e);
    }
  }

  /** Whether two origins differ at most in what the jars of plug-ins are called. */
  private static boolean isSame(JsonNode one, JsonNode other) {
    return one instanceof ObjectNode first
        && other instanceof ObjectNode second
        && pluginHashes(first).equals(pluginHashes(second))
        && first.deepCopy().without(PLUGINS).equals(second.deepCopy().without(PLUGINS));
  }

  private static List<String> pluginHashes(JsonNode origin) {
    return origin.path(PLUGINS).findValuesAsText("sha256").stream().sorted().toList();
  }

  /** Whether other code of plug-ins than what is here made a model that is there. */
  public boolean isOfOtherPlugins(ModelSpecification specification) throws InfrastructureException {
    List<String> own = specification.plugins().stream().map(PluginCode::sha256).sorted().toList();
    return read(specification.id(), found -> Optional.of(pluginHashes(found.path(ORIGIN))))
        .filter(hashes -> !hashes.equals(own))
        .isPresent();
  }

  /** What trained a model that is there and whole, if it was another program than this one. */
  public Optional<EngineProvenance> stranger(ModelSpecification specification)
      throws InfrastructureException {
    return trainer(specification).filter(engine -> !current.givesTheBitsOf(engine));
  }

  /** What trained a model that is there and whole. */
  private Optional<EngineProvenance> trainer(ModelSpecification specification)
      throws InfrastructureException {
    return read(
        specification.id(),
        found -> {
          found.remove(ORIGIN);
          return Optional.of(model(specification.id(), found).provenance());
        });
  }

  /**
   * Why {@link #load} gives no model, and what helps, as the end of a message.
   *
   * @throws InfrastructureException if it is there and cannot be read
   */
  public String obstacle(ModelSpecification specification) throws InfrastructureException {
    if (read(specification.id(), Optional::of).isEmpty()) {
      return "it is not there, or its JSON file is damaged; run the sweep to its end";
    }
    if (isOfOtherPlugins(specification)) {
      return "other code of the plug-ins that it depends on made it; name that with --jars";
    }
    Optional<EngineProvenance> trainer = trainer(specification);
    if (trainer.isEmpty()) {
      return "it is damaged; run the sweep again into another folder";
    }
    return stranger(specification)
        .map(
            engine ->
                "version %s with %s trained it; use that version"
                    .formatted(engine.version(), engine.nativeBuild()))
        .orElse("it was trained on other data than are here now; name those with --data-dir");
  }

  private TrainedModel model(String id, ObjectNode description) throws IOException {
    description.put(ARCHIVE, folder.read(fileName(id)));
    TrainedModel model = MAPPER.treeToValue(description, TrainedModel.class);
    ModelArchive.verify(model.archive(), model.sha256());
    return model;
  }

  /**
   * Reads a model; one that was read lately comes from this JVM's memory.
   *
   * @throws InfrastructureException if it is not there or not the one that is meant
   */
  public TrainedModel read(ModelReference reference) throws IOException {
    return ModelCache.get(folder.describe(""), reference, () -> readAgain(reference));
  }

  /** All that is known of a model, but for its archive. */
  public TrainedModel describe(ModelReference reference) throws IOException {
    ObjectNode description = (ObjectNode) MAPPER.readTree(folder.read(jsonName(reference.id())));
    description.remove(ORIGIN);
    description.put(ARCHIVE, new byte[0]);
    TrainedModel model = MAPPER.treeToValue(description, TrainedModel.class);
    if (!model.sha256().equals(reference.sha256())) {
      throw new IOException(
          "Cannot use model " + folder.describe(jsonName(reference.id())) + ": it has changed");
    }
    return model;
  }

  private TrainedModel readAgain(ModelReference reference) throws IOException {
    String id = reference.id();
    try {
      ObjectNode description = (ObjectNode) MAPPER.readTree(folder.read(jsonName(id)));
      description.remove(ORIGIN);
      TrainedModel model = model(id, description);
      if (!model.sha256().equals(reference.sha256())) {
        throw new IOException("its SHA-256 is " + model.sha256());
      }
      return model;
    } catch (IOException | UserException e) {
      throw new InfrastructureException(
          "model "
              + folder.describe(fileName(id))
              + ", whose SHA-256 was "
              + reference.sha256()
              + ", cannot be read",
          e);
    }
  }
}
