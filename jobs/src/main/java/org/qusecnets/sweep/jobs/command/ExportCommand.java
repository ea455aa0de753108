package org.qusecnets.sweep.jobs.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.config.ConfiguredDatasets;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.jobs.images.ImageExport;
import org.qusecnets.sweep.jobs.images.ImageOptions;
import org.qusecnets.sweep.jobs.run.SparkLifecycle;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.jobs.store.KeptModel;
import org.qusecnets.sweep.jobs.store.KeptSweep;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.network.export.ModelExport;
import org.qusecnets.sweep.network.onnx.OnnxExport;
import org.qusecnets.sweep.options.Options;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code sweep export MODEL DIR}: a trained model for other tools. {@code sweep export OUT DIR
 * --images}: likewise the images of cells.
 */
@Command(
    name = "export",
    description = {
      "Writes a trained model for other tools: its parameters as NumPy arrays, its layers as JSON;"
          + " or the whole defended model as ONNX.",
      "The model is verified first. notebooks/pytorch.ipynb loads NumPy arrays into PyTorch.",
      "With --images, writes the clean and the adversarial images of cells of a sweep, with labels"
          + " and predictions: exactly as NumPy arrays, and rounded to 8 bits as PNG. They are"
          + " attacked again for that, which takes as long as it took the sweep, and each is"
          + " compared with what the sweep recorded."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sweep export results/quickstart/models/ID.zip my-model",
      "  sweep export results/quickstart my-images --images --cell ID,ID --png 100"
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Runnable {
  private static final String ARRAYS = "model.npz";
  private static final String DESCRIPTION = "model.json";
  private static final String ONNX = "model.onnx";
  private static final String CHECK = "check.npz";
  private static final String CELL = "--cell";
  private static final String PNG = "--png";
  private static final List<String> OF_MODELS = List.of("--format");
  private static final List<String> OF_IMAGES =
      List.of(CELL, PNG, "--data-dir", "--master", "--jars", "--quiet");
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
          "Archive of a model in the results of a sweep, finished or not: results/NAME/models/ID.zip."
              + " With --images the folder of the results itself: results/NAME.")
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
              + ", or for "
              + ImageExport.MANIFEST
              + " and a folder for each cell: a new or an empty one.")
  private Path folder;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Format.Reader.class,
      defaultValue = "numpy",
      description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
  private Format format;

  @Option(
      names = "--images",
      description =
          "Writes images of cells; all other options but --format are for these, and --format is for"
              + " models.")
  private boolean images;

  @Option(
      names = CELL,
      paramLabel = "ID",
      split = ",",
      description =
          "Cell whose images to write: a cell_id of the tables, several with commas between them, or "
              + ImageOptions.ALL
              + " for those that are complete.")
  private List<String> cells = List.of();

  @Option(
      names = PNG,
      paramLabel = "N",
      description =
          "Of how many images of each cell, from the first on, to write PNG files. Default: of all.")
  private int pictures = Integer.MAX_VALUE;

  @Mixin private DataOptions data;
  @Mixin private SparkOptions sparkOptions;
  @Mixin private PluginOptions plugins;
  @Mixin private OutputOptions.ProgressOptions progress;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    checkOptions();
    if (images) {
      writeImages();
    } else {
      writeModel();
    }
  }

  private void checkOptions() {
    CommandLine.ParseResult given = spec.commandLine().getParseResult();
    List<String> unused =
        (images ? OF_MODELS : OF_IMAGES).stream().filter(given::hasMatchedOption).toList();
    if (!unused.isEmpty()) {
      throw new UserException(
          "Cannot use %s %s --images; leave %s out"
              .formatted(
                  String.join(", ", unused),
                  images ? "with" : "without",
                  unused.size() == 1 ? "it" : "them"));
    }
    if (pictures < 0) {
      throw new UserException(
          "Cannot write %d PNG files: %s must be at least 0; correct it".formatted(pictures, PNG));
    }
  }

  private void writeImages() {
    plugins.check();
    sparkOptions.check();
    sparkOptions.checkLocal("export images");
    PrintWriter out = spec.commandLine().getOut();
    ConfiguredDatasets configured =
        new ConfiguredDatasets(
            DatasetCatalog.registered(),
            new ReadLines(line -> spec.commandLine().getErr().println(line)));
    KeptSweep sweep = KeptSweep.read(model, configured);
    checkFolder();
    ImageExport export = ImageExport.of(sweep, new ImageOptions(cells, pictures), folder);
    Map<String, Dataset> datasets = data.load(export.datasets(), configured);
    sparkOptions.checkMemory(datasets.values());
    Path manifest;
    try (ShutdownHook interruption = ShutdownHook.of(export, out);
        SparkLifecycle spark =
            SparkLifecycle.start("export images", sparkOptions.configuration())) {
      manifest = export.run(spark, datasets, progress.display(out));
    }
    out.println("Images: " + manifest);
  }

  private void writeModel() {
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
    Storage storage = Storage.of(folder);
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
