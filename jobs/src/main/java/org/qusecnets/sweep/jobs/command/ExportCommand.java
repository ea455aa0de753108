package org.qusecnets.sweep.jobs.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.jobs.store.KeptModel;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.network.export.ModelExport;
import org.qusecnets.sweep.network.onnx.OnnxExport;
import org.qusecnets.sweep.options.Options;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sweep export MODEL DIR}: a trained model for other tools. */
@Command(
    name = "export",
    description = {
      "Writes a trained model for other tools: its parameters as NumPy arrays, its layers as JSON;"
          + " or the whole defended model as ONNX.",
      "The model is verified first. notebooks/pytorch.ipynb loads NumPy arrays into PyTorch."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Runnable {
  private static final String ARRAYS = "model.npz";
  private static final String DESCRIPTION = "model.json";
  private static final String ONNX = "model.onnx";
  private static final String CHECK = "check.npz";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What a model is written as. */
  enum Format {
    /** Arrays and a description. */
    NUMPY,
    /** One file with everything from pixels to logits. */
    ONNX;

    @Override
    public String toString() {
      return Options.nameOf(this);
    }

    /** The format of this name. */
    static final class Reader implements CommandLine.ITypeConverter<Format> {
      @Override
      public Format convert(String name) {
        return Arrays.stream(values())
            .filter(format -> format.toString().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandLine.TypeConversionException(
                        "must be one of " + Arrays.toString(values()) + ", was " + name));
      }
    }
  }

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description =
          "Archive of a model in the results of a sweep, finished or not: results/NAME/models/ID.zip.")
  private Path model;

  @Parameters(
      index = "1",
      paramLabel = "DIR",
      description =
          "Folder for "
              + ARRAYS
              + " and "
              + DESCRIPTION
              + ", or for "
              + ONNX
              + " and "
              + CHECK
              + ": a new or an empty one.")
  private Path folder;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Format.Reader.class,
      defaultValue = "numpy",
      description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
  private Format format;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    KeptModel kept = KeptModel.read(model);
    checkFolder();
    String last;
    try {
      Map<String, byte[]> files =
          switch (format) {
            case NUMPY -> numpy(kept);
            case ONNX -> onnx(kept);
          };
      last = write(files);
    } catch (IOException e) {
      throw refusal(folder + " cannot be written (" + InfrastructureException.reason(e) + ")", e);
    }
    spec.commandLine().getOut().println("Model: " + folder.resolve(last));
  }

  private static Map<String, byte[]> numpy(KeptModel kept) throws JsonProcessingException {
    ModelExport export = ModelExport.of(kept.archive(), kept.recipe(), kept.shape());
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(ARRAYS, export.arrays());
    files.put(DESCRIPTION, description(kept, export));
    return files;
  }

  private Map<String, byte[]> onnx(KeptModel kept) throws JsonProcessingException {
    OnnxExport.obstacle(kept.recipe())
        .ifPresent(
            obstacle -> {
              throw new UserException(
                  "Cannot export "
                      + model
                      + " as onnx: "
                      + obstacle
                      + "; export it without --format onnx, which describes it");
            });
    OnnxExport export = OnnxExport.of(kept.archive(), kept.recipe(), kept.shape(), metadata(kept));
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(CHECK, export.check());
    files.put(ONNX, export.model());
    return files;
  }

  private static SortedMap<String, String> metadata(KeptModel kept) throws JsonProcessingException {
    SortedMap<String, String> metadata = new TreeMap<>();
    metadata.put("model-id", kept.id());
    metadata.put("archive-sha256", kept.sha256());
    metadata.put("program-version", kept.programVersion());
    metadata.put("dataset", kept.dataset());
    if (kept.classNames().isPresent()) {
      metadata.put("class-names", MAPPER.writeValueAsString(kept.classNames().get()));
    }
    return metadata;
  }

  /** The name of the last file, which comes last so that an export that has it is whole. */
  private String write(Map<String, byte[]> files) throws IOException {
    Files.createDirectories(folder);
    Storage storage = Storage.of(folder.toString());
    String last = null;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      storage.replace(file.getKey(), file.getValue());
      last = file.getKey();
    }
    return last;
  }

  private void checkFolder() {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw refusal(folder + " is a file", null);
    }
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw refusal(folder + " holds other files", null);
      }
    } catch (IOException e) {
      throw refusal(folder + " cannot be read (" + InfrastructureException.reason(e) + ")", e);
    }
  }

  private UserException refusal(String reason, IOException cause) {
    return new UserException(
        "Cannot export " + model + ": " + reason + "; name a new or an empty folder", cause);
  }

  private static byte[] description(KeptModel kept, ModelExport export)
      throws JsonProcessingException {
    ObjectNode description = MAPPER.valueToTree(export.description());
    description
        .putObject("sha256")
        .put("archive", kept.sha256())
        .put(ARRAYS, Sha256.of(export.arrays()));
    description.set("provenance", kept.provenance());
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(description);
  }
}
