package org.qusecnets.sweep.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.network.Input;
import org.qusecnets.sweep.options.Options;

/**
 * The same network in PyTorch, timed by a script of the user's.
 *
 * <p>It is called with {@code --input mnist|cifar10 --threads 1 --seconds S} and prints a JSON
 * object: {@code plain} and {@code quantized} (four trained levels), each with images a second of
 * {@code train}, {@code input_gradient} and {@code inference}.
 */
final class TorchReference {
  private final Path script;
  private final String python;
  private final Path log;
  private final double seconds;

  TorchReference(Path script, Settings settings) {
    this.script = script;
    python = settings.python();
    log = settings.directory().resolve("torch.log");
    seconds = settings.seconds();
  }

  /** What the script prints. */
  JsonNode measure(Input input) {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    python,
                    script.toString(),
                    "--input",
                    Options.nameOf(input),
                    "--threads",
                    "1",
                    "--seconds",
                    String.valueOf(seconds)))
            .redirectError(log.toFile());
    builder.environment().put("OMP_NUM_THREADS", "1");
    try {
      return read(builder.start());
    } catch (JsonProcessingException e) {
      throw failed("it did not print one JSON object", e);
    } catch (IOException e) {
      throw failed(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted", e);
    }
  }

  private JsonNode read(Process process) throws IOException, InterruptedException {
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw failed("it ended with status " + status + ", see " + log, null);
    }
    return new ObjectMapper().readTree(printed);
  }

  private UserException failed(String reason, Exception cause) {
    return new UserException(
        "Cannot compare with PyTorch: "
            + reason
            + " ("
            + python
            + " "
            + script
            + "); choose Python with -Dtorch.python",
        cause);
  }
}
