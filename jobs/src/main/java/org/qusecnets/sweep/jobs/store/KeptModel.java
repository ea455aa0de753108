package org.qusecnets.sweep.jobs.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;

/**
 * A model that a {@link ModelStore} keeps, read without the configuration that it was trained from.
 *
 * @param archive its archive, verified
 * @param sha256 the archive's SHA-256
 * @param shape the shape of one image of its dataset
 * @param recipe the recipe that it was trained by
 * @param provenance the whole JSON file beside the archive
 */
public record KeptModel(
    byte[] archive, String sha256, ImageShape shape, ModelRecipe recipe, JsonNode provenance) {
  private static final String NAME_A_MODEL =
      "name the archive of a model, such as results/NAME/models/ID.zip";
  private static final String OTHER_VERSION = "use the version that trained it";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String RUN_AGAIN = "run its sweep again into another folder";

  /**
   * Reads a model and the JSON file beside it.
   *
   * @param file the model's archive
   * @throws UserException if there is none or it is not what was written
   */
  public static KeptModel read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw refusal(file, "there is no such file", NAME_A_MODEL);
    }
    Path json = ModelStore.jsonBeside(file);
    if (!Files.isRegularFile(json)) {
      throw refusal(file, "there is no " + json.getFileName() + " beside it", NAME_A_MODEL);
    }
    try {
      JsonNode provenance = MAPPER.readTree(Files.readAllBytes(json));
      byte[] archive = Files.readAllBytes(file);
      return new KeptModel(
          archive,
          sha256(file, archive, provenance),
          shape(file, provenance),
          recipe(file, provenance),
          provenance);
    } catch (JsonProcessingException e) {
      throw refusal(
          file, json.getFileName() + " is not JSON: " + e.getOriginalMessage(), RUN_AGAIN);
    } catch (IOException e) {
      throw refusal(file, "it cannot be read: " + e, "check its permissions");
    }
  }

  /** Its id, that of the tables. */
  public String id() {
    return provenance.path(ModelStore.ORIGIN).path(ModelStore.ID).asText();
  }

  /** Version of the program that trained it. */
  public String programVersion() {
    return provenance.path("provenance").path("version").asText();
  }

  /** Name of the dataset that it was trained on. */
  public String dataset() {
    return ModelStore.dataset(provenance);
  }

  /**
   * What the classes are called, in the order of their numbers: those of a dataset that the program
   * knows. Nothing of one that a configuration describes.
   */
  public Optional<List<String>> classNames() {
    return writtenShape(provenance).isPresent()
        ? Optional.empty()
        : Optional.of(Datasets.named(dataset()).description().classNames());
  }

  private static Optional<ImageShape> writtenShape(JsonNode provenance) {
    JsonNode written = provenance.path(ModelStore.ORIGIN).path(ModelStore.SHAPE);
    return written.size() == 3
        ? Optional.of(
            new ImageShape(written.get(0).asInt(), written.get(1).asInt(), written.get(2).asInt()))
        : Optional.empty();
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
      return writtenShape(provenance).orElseGet(() -> Datasets.named(dataset).shape());
    } catch (InvalidOption e) {
      throw refusal(file, "its dataset " + dataset + " is unknown", OTHER_VERSION);
    }
  }

  /** A shape as {@link ModelStore} writes it: channels, height, width. */
  static List<Integer> sides(ImageShape shape) {
    return List.of(shape.channels(), shape.height(), shape.width());
  }

  private static ModelRecipe recipe(Path file, JsonNode provenance) {
    JsonNode origin = provenance.path(ModelStore.ORIGIN);
    if (!origin.path(ModelStore.RECIPE).isObject() || origin.path(ModelStore.DEFENSES).isEmpty()) {
      throw refusal(file, "it does not tell its recipe as this version does", OTHER_VERSION);
    }
    try {
      JsonNode recipe = origin.path(ModelStore.RECIPE);
      ModelRecipe undefended =
          ModelRecipe.undefended(
              network(recipe.path("network")),
              TrainingOptions.DECLARATION.read(options(recipe.path("training"))));
      List<Defense> defenses = new ArrayList<>();
      for (JsonNode defense : origin.path(ModelStore.DEFENSES)) {
        defenses.add(Defenses.read(defense.path(ModelStore.TYPE).asText(), options(defense)));
      }
      return Defenses.inOrder(defenses).protect(undefended);
    } catch (InvalidOption e) {
      throw refusal(file, "its defense is unknown: " + e.getMessage(), OTHER_VERSION);
    }
  }

  private static NetworkOptions network(JsonNode written) {
    Map<String, Object> options =
        MAPPER.convertValue(written, new TypeReference<Map<String, Object>>() {});
    return NetworkOptions.read(options == null ? Map.of() : options);
  }

  private static Options options(JsonNode values) {
    Map<String, Object> options =
        MAPPER.convertValue(values, new TypeReference<Map<String, Object>>() {});
    return Options.of(options == null ? Map.of() : options);
  }

  private static UserException refusal(Path file, String reason, String remedy) {
    return new UserException("Cannot export " + file + ": " + reason + "; " + remedy);
  }
}
