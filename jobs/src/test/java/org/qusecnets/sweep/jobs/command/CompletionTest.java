package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sweep generate-completion} prints for a shell. */
class CompletionTest {
  @Test
  void bashCompletesCommandsAndTheirWords(@TempDir Path folder)
      throws IOException, InterruptedException {
    assumeThat(Path.of("/bin/bash")).exists();
    CommandLineRun run = CommandLineRun.of("generate-completion");
    assertThat(run.exitCode()).as(run.err()).isZero();
    Path script = Files.writeString(folder.resolve("completion"), run.out());

    assertThat(completed(script, "sweep", "ch")).isEqualTo("check");
    assertThat(completed(script, "sweep", "list", "thr")).isEqualTo("thresholds");
    assertThat(completed(script, "sweep", "plan", "--js")).isEqualTo("--json");
    assertThat(completed(script, "sweep", "export", "--f")).isEqualTo("--format");
    assertThat(completed(script, "sweep", "export", "--format", "o")).isEqualTo("onnx");
  }

  private static String completed(Path script, String... words)
      throws IOException, InterruptedException {
    String line = String.join(" ", words);
    String program =
        "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=%d; "
                .formatted(script, line, words.length - 1, line, line.length())
            + "_complete_sweep; echo ${COMPREPLY[@]}";
    Process bash = new ProcessBuilder("/bin/bash", "-c", program).start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).isZero();
    return out.strip();
  }
}
