package org.qusecnets.sweep.jobs.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.config.ConfiguredDatasets;
import org.qusecnets.sweep.dataset.ContactSheet;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.DatasetDescription;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.DatasetOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sweep data show}: what a dataset holds, as numbers and as a picture. */
@Command(
    name = "show",
    description = "Shows what a dataset holds: its shape, images of each class, a contact sheet.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  sweep data show mnist-sample --sheet digits.png",
      "  sweep data show my.conf --sheet mine.png"
    })
final class ShowCommand implements Runnable {
  private static final String SUFFIX = ".conf";

  @Parameters(
      paramLabel = "NAME|FILE",
      description =
          "A dataset that the program knows, or a configuration (.conf), of which all datasets are"
              + " shown.")
  private String shown;

  @Option(
      names = "--sheet",
      paramLabel = "FILE",
      description =
          "Writes a PNG with the first training images of each class, a row for each; of several"
              + " datasets their names are put into the file's.")
  private Path sheet;

  @Mixin private OverrideOptions overrides;
  @Mixin private DataOptions data;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    ConfiguredDatasets configured =
        new ConfiguredDatasets(
            DatasetCatalog.registered(), new ReadLines(spec.commandLine().getErr()::println));
    List<DatasetDescription> descriptions = descriptions(configured);
    for (DatasetDescription description : descriptions) {
      Dataset dataset = data.load(description.name(), configured);
      print(description, dataset, out);
      if (sheet != null) {
        Path file = descriptions.size() == 1 ? sheet : named(description.name());
        write(file, ContactSheet.png(dataset.train(), description.classNames()));
        out.println("  contact sheet     " + file + ", a row for each class");
      }
    }
  }

  private List<DatasetDescription> descriptions(ConfiguredDatasets configured) {
    if (!shown.endsWith(SUFFIX)) {
      overrides.checkUnused(shown);
      return List.of(DatasetNames.definition(shown).description());
    }
    Map<String, DatasetDescription> descriptions = new LinkedHashMap<>();
    for (DatasetOptions dataset : overrides.read(Path.of(shown), configured).datasets()) {
      descriptions.put(dataset.name(), dataset.description());
    }
    return new ArrayList<>(descriptions.values());
  }

  private static void print(DatasetDescription description, Dataset dataset, PrintWriter out) {
    ImageShape shape = description.shape();
    out.println(description.name());
    out.printf(
        Locale.ROOT,
        "  images            %,d for training, %,d for tests%n",
        description.trainSize(),
        description.testSize());
    out.printf(
        Locale.ROOT,
        "  shape             %d x %d, %s%n",
        shape.height(),
        shape.width(),
        shape.channels() == 1 ? "grey" : shape.channels() + " channels");
    if (description.isConfigured()) {
      out.println("  sha256            " + description.content());
    }
    out.println();
    out.println("  class  training     tests  name");
    int[] train = dataset.train().counts();
    int[] test = dataset.test().counts();
    for (int c = 0; c < train.length; c++) {
      out.printf(
          Locale.ROOT,
          "  %5d  %,8d  %,8d  %s%n",
          c,
          train[c],
          test[c],
          description.classNames().get(c));
    }
    out.println();
  }

  private Path named(String dataset) {
    String name = sheet.getFileName().toString();
    int end = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
    return sheet.resolveSibling(name.substring(0, end) + "-" + dataset + name.substring(end));
  }

  private static void write(Path file, byte[] png) {
    try {
      Files.write(file, png);
    } catch (IOException e) {
      throw new UserException(
          "Cannot write " + file + ": " + e + "; check its folder and the disk", e);
    }
  }
}
