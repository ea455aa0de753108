package org.qusecnets.sweep.jobs.command;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.qusecnets.sweep.claim.Comparison;
import org.qusecnets.sweep.options.OptionDescription;
import org.qusecnets.sweep.options.Options;

/** What {@code sweep list} tells, in Markdown. */
public final class ListedMarkdown {
  private static final Pattern NUMBERED = Pattern.compile("(.*-)(\\d+)");

  /** The tests' own attacks. */
  private static final Set<String> PLUGINS = Set.of(FaultyAttack.TYPE);

  private ListedMarkdown() {}

  /** A section for each of a list, with its options. */
  public static String details(String plural) {
    return listed(plural).map(ListedMarkdown::section).collect(joining("\n"));
  }

  /** A table of a list, without options. */
  public static String table(String plural) {
    return listed(plural)
        .map(one -> row("`" + one.name() + "`", one.says(), one.source()))
        .collect(joining("", row("name", "what it is", "source") + "|---|---|---|\n", ""));
  }

  /** The options that all of a list have. */
  public static String shared(String plural) {
    return options(listed(plural).findFirst().orElseThrow().shared());
  }

  /** The rule of each comparison's verdict. */
  public static String verdicts() {
    return Stream.of(Comparison.Type.values())
        .map(
            type ->
                row(
                    "`" + Options.nameOf(type) + "`",
                    type.rule().ours(),
                    type.rule().reproduced(),
                    type.rule().partly()))
        .collect(
            joining(
                "", row("`compare`", "ours", "reproduced", "partly") + "|---|---|---|---|\n", ""));
  }

  private static Stream<Listed> listed(String plural) {
    return Stream.of(ListedKind.values())
        .filter(kind -> kind.plural().equals(plural))
        .flatMap(kind -> kind.all().stream())
        .filter(one -> !PLUGINS.contains(one.name()));
  }

  private static String section(Listed one) {
    String source = one.source().isEmpty() ? "" : " Source: " + one.source() + ".";
    String text = "#### `" + one.name() + "`\n\n" + one.says() + source + "\n";
    return one.options().isEmpty() ? text : text + "\n" + options(one.options());
  }

  /** A table of options; columns in which nothing would stand are left out. */
  public static String options(List<OptionDescription> options) {
    boolean conditions = options.stream().anyMatch(option -> !option.where().isEmpty());
    boolean sources = options.stream().anyMatch(option -> !option.source().isEmpty());
    List<String> heads = new ArrayList<>(List.of("key", "what it does", "values", "default"));
    if (conditions) {
      heads.add("only where");
    }
    if (sources) {
      heads.add("source");
    }
    StringBuilder table = new StringBuilder(row(heads.toArray(String[]::new)));
    table.append("|---".repeat(heads.size())).append("|\n");
    for (OptionDescription option : options) {
      List<String> cells = new ArrayList<>();
      cells.add("`" + option.key() + "`");
      cells.add(option.says());
      cells.add(values(option));
      cells.add(otherwise(option));
      if (conditions) {
        cells.add(option.where());
      }
      if (sources) {
        cells.add(option.source());
      }
      table.append(row(cells.toArray(String[]::new)));
    }
    return table.toString();
  }

  private static String values(OptionDescription option) {
    if (!option.choices().isEmpty()) {
      return String.join(", ", choices(option.choices()));
    }
    if (option.range().isEmpty()) {
      return option.type();
    }
    boolean bounds = option.range().matches("(from|above|at least|at most|below) .*");
    return option.type() + (bounds ? " " : ", ") + option.range();
  }

  /** Choices in code, with {@code plus-2} to {@code plus-9} in short. */
  private static List<String> choices(List<String> choices) {
    List<String> texts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < choices.size(); i++) {
      boolean last = i == choices.size() - 1 || !follows(choices.get(i), choices.get(i + 1));
      if (last) {
        String first = "`" + choices.get(from) + "`";
        texts.add(i == from ? first : first + " to `" + choices.get(i) + "`");
        from = i + 1;
      }
    }
    return texts;
  }

  private static boolean follows(String name, String next) {
    Matcher one = NUMBERED.matcher(name);
    Matcher other = NUMBERED.matcher(next);
    return one.matches()
        && other.matches()
        && one.group(1).equals(other.group(1))
        && Integer.parseInt(one.group(2)) + 1 == Integer.parseInt(other.group(2));
  }

  private static String otherwise(OptionDescription option) {
    String[] parts = option.otherwise().split("; ", 2);
    if (option.otherwise().isEmpty()) {
      return "needed";
    }
    return "`" + parts[0] + "`" + (parts.length == 1 ? "" : "; " + parts[1]);
  }

  private static String row(String... cells) {
    return Stream.of(cells)
        .map(cell -> cell.replace("|", "\\|"))
        .collect(joining(" | ", "| ", " |\n"));
  }
}
