package org.qusecnets.sweep.jobs.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.qusecnets.sweep.jobs.run.NativeEngine;
import org.qusecnets.sweep.network.EngineProvenance;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: this program, and what computes for it. */
final class ProgramVersion implements IVersionProvider {
  private static final String COMMIT = "commit";
  private static final String UNKNOWN = "unknown";

  @Override
  public String[] getVersion() {
    EngineProvenance engine = NativeEngine.provenance();
    return new String[] {
      "QuSecNets Sweep " + engine.version(),
      "Commit           " + commit(),
      "Spark            " + org.apache.spark.package$.MODULE$.SPARK_VERSION(),
      "DL4J             " + engine.libraries().get("deeplearning4j"),
      "Native build     " + engine.nativeBuild()
    };
  }

  /**
   * The commit that this program was built from, with {@code -dirty} where files had been changed
   * since; {@code unknown} if it was built outside git.
   */
  private static String commit() {
    try (InputStream commit = ProgramVersion.class.getResourceAsStream(COMMIT)) {
      String text =
          commit == null ? "" : new String(commit.readAllBytes(), StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? UNKNOWN : text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
