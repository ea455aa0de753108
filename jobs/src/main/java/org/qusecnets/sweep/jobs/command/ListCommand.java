package org.qusecnets.sweep.jobs.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.grid.Json;
import org.qusecnets.sweep.options.Suggestion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sweep list WHAT [NAME]}: what a configuration can name. */
@Command(
    name = "list",
    description = {
      "Lists what a configuration can name: attacks, certificates, defenses, datasets, formats, networks,"
          + " thresholds.",
      "With a name, as in sweep list attack pgd: its options, their defaults and ranges."
    },
    mixinStandardHelpOptions = true)
final class ListCommand implements Runnable {
  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      completionCandidates = Words.class,
      description = "One of ${COMPLETION-CANDIDATES}, or one of these in the singular.")
  private String what;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "One of them, to see its options.")
  private String name;

  @Mixin private PluginOptions plugins;

  @Option(names = "--json", description = "Prints JSON for programs.")
  private boolean json;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** The words for several. */
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return words().iterator();
    }

    private static List<String> words() {
      return Arrays.stream(ListedKind.values()).map(ListedKind::plural).toList();
    }
  }

  @Override
  public void run() {
    plugins.check();
    PrintWriter out = spec.commandLine().getOut();
    ListedKind kind = kind();
    if (name != null) {
      Listed one = one(kind);
      out.print(json ? Json.pretty(ListedJson.detailed(one)) : ListedText.detailed(one));
    } else if (json) {
      out.print(Json.pretty(kind.all().stream().map(ListedJson::brief).toList()));
    } else {
      out.print(ListedText.brief(kind.all()));
    }
    out.flush();
  }

  private ListedKind kind() {
    return Arrays.stream(ListedKind.values())
        .filter(kind -> kind.plural().equals(what) || kind.singular().equals(what))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "Cannot list " + what + ": there is no such list" + suggested(what)));
  }

  /** The lists that there are, in the number in which the user speaks of them. */
  private static String suggested(String word) {
    List<String> known = new ArrayList<>(Words.words());
    Stream.of(ListedKind.values())
        .map(ListedKind::singular)
        .filter(singular -> !word.endsWith("s"))
        .forEach(known::add);
    return Suggestion.of(word, known);
  }

  private Listed one(ListedKind kind) {
    List<Listed> all = kind.all();
    return all.stream()
        .filter(listed -> listed.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "Cannot list "
                        + kind.singular()
                        + " "
                        + name
                        + ": there is none of this name"
                        + Suggestion.of(name, all.stream().map(Listed::name).toList())));
  }
}
