package org.qusecnets.sweep.jobs;

import java.util.Map;

/** Parts of a Markdown file that are generated, each between a comment with its name and an end. */
final class GeneratedBlocks {
  private static final String END = "<!-- end -->";

  private GeneratedBlocks() {}

  /**
   * The text with these contents between their marks.
   *
   * @param contents lines by the name of their block
   * @throws IllegalArgumentException if a block is missing, there twice or without an end
   */
  static String fill(String text, Map<String, String> contents) {
    String filled = text;
    for (Map.Entry<String, String> block : contents.entrySet()) {
      filled = fill(filled, block.getKey(), block.getValue());
    }
    return filled;
  }

  private static String fill(String text, String name, String content) {
    String mark = "<!-- generated: " + name + " -->\n";
    int from = text.indexOf(mark) + mark.length();
    int to = text.indexOf(END, from);
    int next = text.indexOf("<!-- generated: ", from);
    if (!text.contains(mark) || text.indexOf(mark, from) >= 0) {
      throw new IllegalArgumentException("not once there: " + mark.strip());
    }
    if (to < 0 || (next >= 0 && next < to)) {
      throw new IllegalArgumentException("without an end: " + mark.strip());
    }
    return text.substring(0, from) + content + text.substring(to);
  }
}
