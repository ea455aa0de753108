package org.qusecnets.sweep.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
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
  private final PythonScript script;
  private final double seconds;

  TorchReference(Path script, Settings settings) {
    this.script =
        new PythonScript(
            settings.python(), "-Dtorch.python", script, settings.directory().resolve("torch.log"));
    seconds = settings.seconds();
  }

  /** What the script prints. */
  JsonNode measure(Input input) {
    return script.run(
        List.of("--input", Options.nameOf(input), "--seconds", String.valueOf(seconds)));
  }
}
