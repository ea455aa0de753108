package org.qusecnets.sweep.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A Markdown file as GitHub shows it.
 *
 * @param lines those that are no code
 */
record MarkdownFile(List<String> lines) {
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");

  static MarkdownFile read(Path file) {
    List<String> lines = new ArrayList<>();
    boolean code = false;
    try {
      for (String line : Files.readAllLines(file)) {
        boolean fence = line.startsWith("```");
        code ^= fence;
        if (!code && !fence && !line.startsWith("    ")) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new MarkdownFile(lines);
  }

  /** Where links and images lead to, as they are written. */
  List<String> links() {
    return lines.stream()
        .flatMap(line -> LINK.matcher(line).results())
        .map((MatchResult link) -> link.group(1))
        .toList();
  }

  /** The anchors that GitHub gives to headings. */
  Set<String> anchors() {
    Set<String> anchors = new LinkedHashSet<>();
    for (String line : lines) {
      if (line.matches("#{1,6} .*")) {
        String anchor = anchor(line.replaceFirst("#+ +", ""));
        int repetitions = 0;
        while (!anchors.add(repetitions == 0 ? anchor : anchor + "-" + repetitions)) {
          repetitions++;
        }
      }
    }
    return anchors;
  }

  private static String anchor(String heading) {
    return heading
        .replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\p{M}_ -]", "")
        .replace(' ', '-');
  }
}
