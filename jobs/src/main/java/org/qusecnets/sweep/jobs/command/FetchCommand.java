package org.qusecnets.sweep.jobs.command;

import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.qusecnets.sweep.dataset.DatasetDefinition;
import org.qusecnets.sweep.dataset.DatasetFetcher;
import org.qusecnets.sweep.dataset.FetchOptions;
import org.qusecnets.sweep.dataset.FetchProgress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sweep data fetch}: downloads datasets from their publishers. */
@Command(
    name = "fetch",
    description = "Downloads datasets, verifies them and puts them into the data folder.",
    mixinStandardHelpOptions = true)
final class FetchCommand implements java.util.concurrent.Callable<Integer> {
  @Mixin private DatasetNames names;
  @Mixin private DataOptions data;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    List<DatasetDefinition> definitions = names.definitions();
    DatasetFetcher fetcher =
        new DatasetFetcher(data.folder().local(), FetchOptions.defaults(), new Lines(out));
    for (DatasetDefinition definition : definitions) {
      fetcher.fetch(definition);
      out.println(definition.name() + " is complete in " + data.folder().local());
      out.println("  homepage: " + definition.homepage());
      out.println("  licence:  " + definition.licence());
      out.println("  citation: " + definition.citation());
    }
    return 0;
  }

  /** A line for every tenth of a file. */
  private static final class Lines implements FetchProgress {
    private final PrintWriter out;
    private long tenths;

    Lines(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void present(String file) {
      out.println(file + ": already there");
    }

    @Override
    public void downloaded(String file, URI url, long bytes, long total) {
      long now = total > 0 ? bytes * 10 / total : 0;
      if (now != tenths || bytes == total) {
        tenths = now;
        out.println(
            String.format(Locale.ROOT, "%s: %,d of %,d bytes from %s", file, bytes, total, url));
      }
    }

    @Override
    public void failed(String file, URI url, String reason) {
      out.println(file + ": " + url + ": " + reason);
    }
  }
}
