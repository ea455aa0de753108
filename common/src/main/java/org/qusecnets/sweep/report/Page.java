package org.qusecnets.sweep.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page's template with scripts, style and data in it. */
final class Page {
  /** Those of the WebJar that the build names. */
  static final String LIBRARY = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

  /** What the scripts of every page use, in the order in which they use each other. */
  private static final List<String> SHARED =
      List.of("data.js", "elements.js", "drawing.js", "lines.js");

  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

  private Page() {}

  /**
   * A page.
   *
   * @param title as text
   * @param publication what the page was made of, as text
   * @param scripts names of its own scripts, in the order in which they use each other
   * @param json what the scripts read
   */
  static String of(String title, String publication, List<String> scripts, String json) {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("title", text(title));
    parts.put("publication", text(publication));
    parts.put("style", resource("report.css"));
    parts.put("library", script(resource(LIBRARY)));
    parts.put(
        "scripts",
        script(
            Stream.concat(SHARED.stream(), scripts.stream())
                .map(Page::resource)
                .collect(Collectors.joining("\n"))));
    parts.put("data", data(json));
    Matcher place = PLACE.matcher(resource("template.html"));
    StringBuilder page = new StringBuilder();
    while (place.find()) {
      place.appendReplacement(page, Matcher.quoteReplacement(parts.get(place.group(1))));
    }
    return place.appendTail(page).toString();
  }

  /** Text as HTML. */
  static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** JSON that cannot end the element that it is in. */
  static String data(String json) {
    return json.replace("<", "\\u003c");
  }

  /** Such an end occurs in strings only, where it means the same. */
  static String script(String script) {
    return script.replaceAll("(?i)</(script)", "<\\\\/$1").replace("<!--", "<\\!--");
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
