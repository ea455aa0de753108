package org.qusecnets.sweep.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.UserException;

/**
 * A Python program that times PyTorch on one thread and prints one JSON object.
 *
 * @param python what runs it
 * @param option the option that chooses that
 * @param script the program
 * @param log where its error output goes
 */
record PythonScript(String python, String option, Path script, Path log) {
  /** What it prints. */
  JsonNode run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(python, script.toString()));
    command.addAll(arguments);
    command.addAll(List.of("--threads", "1"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().put("OMP_NUM_THREADS", "1");
    // Memory that glibc gives back and asks for again makes auto_LiRPA three times as slow.
    builder.environment().put("MALLOC_MMAP_MAX_", "0");
    builder.environment().put("MALLOC_TRIM_THRESHOLD_", String.valueOf(1L << 40));
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
            + "); choose Python with "
            + option,
        cause);
  }
}
