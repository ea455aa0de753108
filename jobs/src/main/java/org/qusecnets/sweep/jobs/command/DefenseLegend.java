package org.qusecnets.sweep.jobs.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.grid.ParameterText;
import org.qusecnets.sweep.report.DefenseLabel;
import org.qusecnets.sweep.report.DefenseLabels;
import org.qusecnets.sweep.table.CellRow;

/** What the short names of defenses in a run's closing table stand for. */
final class DefenseLegend {
  private static final int COLUMNS = 80;

  private DefenseLegend() {}

  /** Each name with its parameters; those without any are left out. */
  static String of(List<CellRow> cells, Map<String, DefenseLabel> labels) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (CellRow cell : cells) {
      parameters.computeIfAbsent(
          labels.get(cell.modelId()).text(),
          label -> ParameterText.of(DefenseLabels.parameters(cell)));
    }
    parameters.values().removeIf(String::isEmpty);
    if (parameters.isEmpty()) {
      return "";
    }
    int width = parameters.keySet().stream().mapToInt(String::length).max().orElseThrow();
    StringBuilder text = new StringBuilder("Defenses\n");
    parameters.forEach(
        (label, what) -> {
          String indent = " ".repeat(width + 4);
          String start = "  " + label + " ".repeat(width + 2 - label.length());
          text.append(wrapped(start, indent, what));
        });
    return text.append('\n').toString();
  }

  /** Lines of at most {@link #COLUMNS} characters, broken between parameters. */
  private static String wrapped(String start, String indent, String what) {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder(start);
    boolean first = true;
    for (String part : what.split("(?<=,) ", -1)) {
      if (!first && line.length() + 1 + part.length() > COLUMNS) {
        text.append(line).append('\n');
        line = new StringBuilder(indent).append(part);
      } else {
        line.append(first ? "" : " ").append(part);
      }
      first = false;
    }
    return text.append(line).append('\n').toString();
  }
}
