package org.qusecnets.sweep.jobs.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.jobs.store.KeptModel;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.network.export.ModelExport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sweep export MODEL DIR}: a trained model for other tools. */
@Command(
    name = "export",
    description = {
      "Writes a trained model for other tools: its parameters as NumPy arrays, its layers as JSON.",
      "The model is verified first. notebooks/pytorch.ipynb loads what is written into PyTorch."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Runnable {
  private static final String ARRAYS = "model.npz";
  private static final String DESCRIPTION = "model.json";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description =
          "Archive of a model in the results of a sweep, finished or not: results/NAME/models/ID.zip.")
  private Path model;

  @Parameters(
      index = "1",
      paramLabel = "DIR",
      description = "Folder for " + ARRAYS + " and " + DESCRIPTION + ": a new or an empty one.")
  private Path folder;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    KeptModel kept = KeptModel.read(model);
    checkFolder();
    ModelExport export = ModelExport.of(kept.archive(), kept.recipe(), kept.shape());
    try {
      Files.createDirectories(folder);
      Storage storage = Storage.of(folder.toString());
      storage.replace(ARRAYS, export.arrays());
      // Last, so that an export with a description is whole.
      storage.replace(DESCRIPTION, description(kept, export));
    } catch (IOException e) {
      throw refusal(folder + " cannot be written (" + InfrastructureException.reason(e) + ")", e);
    }
    spec.commandLine().getOut().println("Model: " + folder.resolve(DESCRIPTION));
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

  private static byte[] description(KeptModel kept, ModelExport export) throws IOException {
    ObjectNode description = MAPPER.valueToTree(export.description());
    description
        .putObject("sha256")
        .put("archive", kept.sha256())
        .put(ARRAYS, Sha256.of(export.arrays()));
    description.set("provenance", kept.provenance());
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(description);
  }
}
