package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.Sha256;

/** {@code sweep export} on the models of a real sweep. */
class ExportCommandTest {
  private static final String NAME_A_MODEL =
      "; name the archive of a model, such as results/NAME/models/ID.zip";
  private static final int LAYERS = 4;
  private static final int SUBSTITUTE_LAYERS = 3;
  private static final String NAME_A_FOLDER = "; name a new or an empty folder";

  @TempDir private static Path shared;
  private static List<Path> models;

  @TempDir private Path folder;

  @BeforeAll
  static void runOnce() throws IOException {
    Path results = shared.resolve("results");
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            SmallSweep.write(shared).toString(),
            "--out",
            results.toString(),
            // The same models of less data, and the fewest attacks that ask for all of them.
            "--set",
            "network.architecture=paper-cnn",
            "--set",
            "datasets=[{name=mnist-sample, train-images=100, test-images=10}]",
            "--set",
            "attacks=[{type=fgsm, epsilons=[0.1], threat-model=black-box}]");
    assertThat(run.exitCode()).as(run.err()).isZero();
    try (Stream<Path> files = Files.list(results.resolve("models"))) {
      models = files.filter(file -> file.toString().endsWith(".zip")).sorted().toList();
    }
    assertThat(models).hasSize(SmallSweep.MODELS);
  }

  private static CommandLineRun export(Path model, Path out) {
    return CommandLineRun.of("export", model.toString(), out.toString());
  }

  private Path out() {
    return folder.resolve("made/for it");
  }

  /** A copy of a model, to be damaged. */
  private Path copy() throws IOException {
    Path model = models.get(0);
    Files.copy(json(model), folder.resolve(json(model).getFileName()));
    return Files.copy(model, folder.resolve(model.getFileName()));
  }

  private static Path json(Path model) {
    return model.resolveSibling(model.getFileName().toString().replace(".zip", ".json"));
  }

  private void assertRefused(CommandLineRun run, String message) {
    assertThat(run.err().strip()).isEqualTo(message);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(out()).doesNotExist();
  }

  @Test
  void everyModelOfASweepIsWrittenWithoutSpark() throws IOException {
    List<String> defended = new ArrayList<>();
    for (Path model : models) {
      Path out = out().resolve(model.getFileName());

      CommandLineRun run = export(model, out);

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out().strip()).isEqualTo("Model: " + out.resolve("model.json"));
      assertThat(out.toFile().list()).containsExactlyInAnyOrder("model.npz", "model.json");
      JsonNode description = new ObjectMapper().readTree(out.resolve("model.json").toFile());
      List<String> expected = new ArrayList<>();
      if (description.path("layers").get(0).path("type").asText().equals("quantization")) {
        expected.add("thresholds.npy");
        defended.add(
            String.join(
                "+",
                description
                    .path("provenance")
                    .path("origin")
                    .path("defenses")
                    .findValuesAsText("type")));
      }
      JsonNode origin = description.path("provenance").path("origin");
      int layers = origin.has("target") ? SUBSTITUTE_LAYERS : LAYERS;
      for (int layer = 1; layer <= layers; layer++) {
        expected.add("layer" + layer + "_weights.npy");
        expected.add("layer" + layer + "_bias.npy");
      }
      expected.add("check_images.npy");
      expected.add("check_logits.npy");
      byte[] arrays = Files.readAllBytes(out.resolve("model.npz"));
      assertThat(entries(arrays)).containsExactlyElementsOf(expected);
      JsonNode provenance = new ObjectMapper().readTree(json(model).toFile());
      assertThat(description.path("provenance")).isEqualTo(provenance);
      assertThat(description.path("sha256").path("archive").asText())
          .isEqualTo(Sha256.of(Files.readAllBytes(model)));
      assertThat(description.path("sha256").path("model.npz").asText())
          .isEqualTo(Sha256.of(arrays));
      assertThat(description.path("input").path("shape").toString()).isEqualTo("[1,28,28]");
    }
    assertThat(defended).containsExactlyInAnyOrder("cq", "tq", "cq+resize-and-pad");
    assertThat(SparkEnv.get()).isNull();
  }

  private static List<String> entries(byte[] archive) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  @Test
  void everyModelThatOnnxCanSayGivesItsCheckLogitsInOnnxRuntime() throws Exception {
    List<String> refused = new ArrayList<>();
    for (Path model : models) {
      Path out = out().resolve(model.getFileName());

      CommandLineRun run = exportOnnx(model, out);

      JsonNode origin = new ObjectMapper().readTree(json(model).toFile()).path("origin");
      if (run.exitCode() == 2) {
        assertThat(out).doesNotExist();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("Cannot export " + model + " as onnx: its ");
        refused.add(String.join("+", origin.path("defenses").findValuesAsText("type")));
        continue;
      }
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out().strip()).isEqualTo("Model: " + out.resolve("model.onnx"));
      assertThat(out.toFile().list()).containsExactlyInAnyOrder("model.onnx", "check.npz");
      Map<String, INDArray> check = Nd4j.createFromNpzFile(out.resolve("check.npz").toFile());
      assertThat(check).containsOnlyKeys("check_images", "check_logits");
      float[] logits = logits(out.resolve("model.onnx"), check.get("check_images"));
      float[] expected = check.get("check_logits").dup('c').data().asFloat();
      assertThat(logits).hasSameSizeAs(expected).hasSize(16 * 10);
      for (int i = 0; i < logits.length; i++) {
        assertThat(logits[i]).isCloseTo(expected[i], offset(1e-4f));
      }
    }
    assertThat(refused).containsExactlyInAnyOrder("feature-squeezing", "cq+resize-and-pad");
  }

  private static CommandLineRun exportOnnx(Path model, Path out) {
    return CommandLineRun.of("export", model.toString(), out.toString(), "--format", "onnx");
  }

  private static float[] logits(Path onnx, INDArray images) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    FloatBuffer pixels = FloatBuffer.wrap(images.dup('c').data().asFloat());
    try (OrtSession session = environment.createSession(onnx.toString());
        OnnxTensor tensor = OnnxTensor.createTensor(environment, pixels, images.shape());
        OrtSession.Result result = session.run(Map.of("images", tensor))) {
      FloatBuffer logits = ((OnnxTensor) result.get("logits").orElseThrow()).getFloatBuffer();
      float[] values = new float[logits.remaining()];
      logits.get(values);
      return values;
    }
  }

  @Test
  void onnxModelTellsWhatItIsOf() throws Exception {
    Path model = of("cq");
    assertThat(exportOnnx(model, out()).exitCode()).isZero();
    JsonNode provenance = new ObjectMapper().readTree(json(model).toFile());

    try (OrtSession session =
        OrtEnvironment.getEnvironment().createSession(out().resolve("model.onnx").toString())) {
      Map<String, String> metadata = session.getMetadata().getCustomMetadata();

      assertThat(metadata)
          .containsOnlyKeys(
              "archive-sha256", "class-names", "classes", "dataset", "model-id", "program-version")
          .containsEntry("archive-sha256", provenance.path("sha256").asText())
          .containsEntry(
              "class-names", "[\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]")
          .containsEntry("classes", "10")
          .containsEntry("dataset", "mnist-sample")
          .containsEntry("model-id", model.getFileName().toString().replace(".zip", ""))
          .containsEntry("program-version", provenance.path("provenance").path("version").asText());
    }
  }

  @Test
  void modelThatOnnxCannotSayIsRefused() throws IOException {
    Path model = of("cq+resize-and-pad");

    assertRefused(
        exportOnnx(model, out()),
        "Cannot export "
            + model
            + " as onnx: its resize-and-pad draws random numbers; export it without --format onnx,"
            + " which describes it");
  }

  @Test
  void unknownFormatIsRefused() {
    CommandLineRun run =
        CommandLineRun.of(
            "export", models.get(0).toString(), out().toString(), "--format", "keras");

    assertRefused(
        run,
        "Cannot run sweep export: invalid value for option '--format': must be one of [numpy, onnx],"
            + " was keras; sweep export --help explains it");
  }

  @Test
  void helpTellsTheFormats() {
    CommandLineRun run = CommandLineRun.of("export", "--help");

    assertThat(run.out()).contains("--format=FORMAT", "One of numpy, onnx; numpy by default.");
  }

  /** The target model behind these defenses. */
  private static Path of(String defenses) throws IOException {
    for (Path model : models) {
      JsonNode origin = new ObjectMapper().readTree(json(model).toFile()).path("origin");
      if (String.join("+", origin.path("defenses").findValuesAsText("type")).equals(defenses)) {
        return model;
      }
    }
    throw new IllegalArgumentException("no model behind " + defenses);
  }

  @Test
  void sameModelGivesTheSameFiles() throws IOException {
    Path first = Files.createDirectory(folder.resolve("empty"));
    assertThat(export(models.get(0), first).exitCode()).isZero();
    assertThat(export(models.get(0), out()).exitCode()).isZero();

    for (String name : List.of("model.npz", "model.json")) {
      assertThat(out().resolve(name)).hasSameBinaryContentAs(first.resolve(name));
    }
  }

  @Test
  void damagedModelIsRefused() throws IOException {
    Path model = copy();
    byte[] bytes = Files.readAllBytes(model);
    String expected = Sha256.of(bytes);
    bytes[bytes.length / 2] ^= 1;
    Files.write(model, bytes);

    assertRefused(
        export(model, out()),
        "Cannot export "
            + model
            + ": its SHA-256 is "
            + Sha256.of(bytes)
            + ", expected "
            + expected
            + "; run its sweep again into another folder");
  }

  @Test
  void missingModelIsRefused() {
    Path missing = folder.resolve("0123456789abcdef.zip");

    assertRefused(
        export(missing, out()),
        "Cannot export " + missing + ": there is no such file" + NAME_A_MODEL);
  }

  @Test
  void fileWithoutItsProvenanceIsRefused() throws IOException {
    Path model = copy();
    Path json = json(model);
    Files.delete(json);

    assertRefused(
        export(model, out()),
        "Cannot export "
            + model
            + ": there is no "
            + json.getFileName()
            + " beside it"
            + NAME_A_MODEL);
  }

  @Test
  void provenanceThatIsNoJsonIsRefused() throws IOException {
    Path model = copy();
    Files.writeString(json(model), "{\"sha256\": oops}");

    assertRefused(
        export(model, out()),
        "Cannot export "
            + model
            + ": "
            + json(model).getFileName()
            + " is not JSON: Unrecognized token 'oops': was expecting (JSON String, Number, Array,"
            + " Object or token 'null', 'true' or 'false'); run its sweep again into another"
            + " folder");
  }

  @Test
  void modelOfAnUnknownDataSetIsRefused() throws IOException {
    Path model = copy();
    String provenance = Files.readString(json(model));
    Files.writeString(json(model), provenance.replace("mnist-sample", "imagenet"));

    assertRefused(
        export(model, out()),
        "Cannot export "
            + model
            + ": its dataset imagenet is unknown; use the version that trained it");
  }

  @Test
  void folderThatHoldsOtherFilesIsRefusedAndLeftAlone() throws IOException {
    Path theirs = Files.createDirectory(folder.resolve("theirs"));
    Files.writeString(theirs.resolve("model.npz"), "another export");

    assertRefused(
        export(models.get(0), theirs),
        "Cannot export " + models.get(0) + ": " + theirs + " holds other files" + NAME_A_FOLDER);
    assertThat(theirs.toFile().list()).containsExactly("model.npz");
    assertThat(theirs.resolve("model.npz")).hasContent("another export");
  }

  @Test
  void folderThatIsAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "a file");

    assertRefused(
        export(models.get(0), file),
        "Cannot export " + models.get(0) + ": " + file + " is a file" + NAME_A_FOLDER);
    assertThat(file).hasContent("a file");
  }

  @Test
  void folderThatCannotBeMadeIsRefused() throws IOException {
    Path below = Files.writeString(folder.resolve("file"), "a file").resolve("below");

    CommandLineRun run = export(models.get(0), below);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("Cannot export " + models.get(0) + ": " + below + " cannot be written (")
        .endsWith(NAME_A_FOLDER + System.lineSeparator());
  }
}
