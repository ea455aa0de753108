package org.qusecnets.sweep.benchmark;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.qusecnets.sweep.network.BenchmarkedCertificate;
import org.qusecnets.sweep.network.EngineProvenance;
import org.qusecnets.sweep.network.Input;

/**
 * Everything that was measured.
 *
 * @param date when
 * @param machine where
 * @param engine with which libraries
 * @param seconds seconds a figure
 * @param convolutions the native library's convolutions
 * @param matrixProducts the native library's matrix products
 * @param figures the network's figures
 * @param quantization the quantization layer's
 * @param attacks FGSM's
 * @param iterativeAttacks other attacks', beside other libraries'
 * @param certificates certificates', beside another library's
 * @param torch what PyTorch's script printed
 * @param attackReferences what the attacks' reference printed
 * @param certificateReferences what the certificates' reference printed, round by round
 */
record BenchmarkReport(
    String date,
    Machine machine,
    EngineProvenance engine,
    double seconds,
    List<Peak> convolutions,
    List<Peak> matrixProducts,
    List<FigureRow> figures,
    List<QuantizationRow> quantization,
    List<AttackRow> attacks,
    List<IterativeAttackRow> iterativeAttacks,
    List<CertificateRow> certificates,
    Map<Input, JsonNode> torch,
    Map<String, JsonNode> attackReferences,
    List<JsonNode> certificateReferences) {

  static final String LEGEND =
      """
      Every figure is the best of three windows, PyTorch's too, but that attacks of many gradients
      take the median of five runs, autoattack the processor's seconds of one, and certificates those
      of medians of five runs and of three rounds, of both sides in turn; - was not measured. Margin:
      mean of the images' least margins.
      S/image that resists: processor's seconds of all over the images that resisted, counted once
      for each epsilon.
      Of peak: the network's own arithmetic over what the fastest single convolution above does in
      the same time; above 100 % where a fast convolution algorithm (Winograd) needs fewer products
      than that arithmetic has. Two tasks: images/s of both together, milliseconds and microseconds
      of each. Float32: the attack and one inference for each epsilon; all: as in a sweep, which
      also predicts the clean images and scores each epsilon's images rounded to 8 bits.
      """;

  static final String NO_TORCH =
      """
      PyTorch was not measured: give a script that times the same network with
      -Dtorch.reference=SCRIPT, and the Python that has PyTorch with -Dtorch.python=PYTHON.
      """;

  static final String NO_ATTACK_REFERENCE =
      """
      Other libraries' attacks were not measured: give a Python that has PyTorch and finds
      torchattacks, the Adversarial Robustness Toolbox and AutoAttack with -Dattack.python=PYTHON.
      """;

  static final String NO_CERTIFICATE_REFERENCE =
      """
      Another library's certificates were not measured: give a Python that has PyTorch and finds
      auto_LiRPA with -Dattack.python=PYTHON.
      """;

  static BenchmarkReport of(Results results, String date, double seconds) {
    return new BenchmarkReport(
        date,
        Machine.current(),
        EngineProvenance.current(),
        seconds,
        Peak.convolutions(results),
        Peak.matrixProducts(results),
        FigureRow.of(results),
        QuantizationRow.of(results),
        AttackRow.of(results),
        IterativeAttackRow.of(results),
        CertificateRow.of(results),
        results.torch(),
        results.attackReferences(),
        Stream.of(BenchmarkedCertificate.values())
            .flatMap(certificate -> results.rounds(certificate).stream())
            .flatMap(round -> round.reference().stream())
            .toList());
  }

  void write(Path file) throws IOException {
    SimpleModule numbers = new SimpleModule();
    numbers.addSerializer(double.class, new NumberSerializer());
    numbers.addSerializer(Double.class, new NumberSerializer());
    new ObjectMapper()
        .registerModule(numbers)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), this);
  }

  void print(PrintStream out) {
    out.printf("%n%s, %d cores, %s%n", machine.processor(), machine.cores(), date);
    out.printf(
        "%s; %s, %s, native threads a task: %d%n",
        engine.jvm(), engine.libraries(), engine.nativeBuild(), engine.threads());
    torch.values().stream()
        .findFirst()
        .ifPresent(printed -> out.println("PyTorch " + printed.path("torch").asText("")));
    out.println();
    print("Convolution peak", convolutions, out);
    print("Matrix products", matrixProducts, out);
    FigureRow.print(figures, out);
    QuantizationRow.print(quantization, out);
    AttackRow.print(attacks, out);
    IterativeAttackRow.print(iterativeAttacks, out);
    CertificateRow.print(certificates, out);
    printMissing(out);
    out.println();
    out.print(LEGEND);
    if (torch.isEmpty()) {
      out.print(NO_TORCH);
    }
  }

  private void printMissing(PrintStream out) {
    if (!iterativeAttacks.isEmpty() && attackReferences.isEmpty()) {
      out.print(NO_ATTACK_REFERENCE);
    }
    if (!certificates.isEmpty() && certificateReferences.isEmpty()) {
      out.print(NO_CERTIFICATE_REFERENCE);
    }
    attackReferences.values().forEach(printed -> printMissing("attack", printed, out));
    certificateReferences.stream()
        .filter(printed -> !printed.path("missing").isEmpty())
        .findFirst()
        .ifPresent(printed -> printMissing("certificate", printed, out));
  }

  private static void printMissing(String kind, JsonNode printed, PrintStream out) {
    printed
        .path("missing")
        .fields()
        .forEachRemaining(
            library ->
                out.printf(
                    "%s not measured: %s: %s%n",
                    printed.path(kind).asText(), library.getKey(), library.getValue().asText()));
  }

  private static void print(String title, List<Peak> peaks, PrintStream out) {
    TextTable table = new TextTable(List.of(title, "tasks", "GFLOP/s"));
    for (Peak peak : peaks) {
      table.add(
          List.of(
              peak.what(), String.valueOf(peak.tasks()), TextTable.number(peak.gigaflops(), 1)));
    }
    table.print(out);
  }

  /** JSON has no word for what is no number. */
  private static final class NumberSerializer extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }
}
