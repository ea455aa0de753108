package org.qusecnets.sweep.jobs.command;

import java.io.PrintWriter;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.jobs.run.Display;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where results go and how progress is shown, for every command that makes results. */
final class OutputOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder of the results, on any file system that Hadoop knows. Default: results/NAME.")
  private String folder;

  @Mixin private ProgressOptions progress;

  /** How progress is shown. */
  static final class ProgressOptions {
    @Option(names = "--quiet", description = "Shows no progress.")
    private boolean quiet;

    Display display(PrintWriter out) {
      return quiet ? Display.quiet(out) : Display.suitable(out);
    }
  }

  String folder(SweepConfiguration sweep) {
    return folder == null ? "results/" + sweep.name() : folder;
  }

  Display display(PrintWriter out) {
    return progress.display(out);
  }
}
