package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A page that the program wrote, open in a browser. */
record SweepPage(Chromium browser, URI address) {
  /** Nanoseconds that a page may take to follow. */
  private static final long PATIENCE = 10_000_000_000L;

  /** WebDriver's name of the key. */
  static final String ENTER = "\uE007";

  static final int PHONE = 360;
  private static final int DESK = 1280;

  /** Opens it anew, as on a desk and in light. */
  void open() {
    browser.resize(DESK);
    browser.prefer("light");
    browser.open(address);
  }

  /** The texts that an expression of JavaScript makes a list of. */
  List<String> texts(String expression) {
    List<String> texts = new ArrayList<>();
    browser.ask(expression).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** Ids of the charts. */
  List<String> charts() {
    return texts("sweepReport.charts()");
  }

  List<String> drawnColours(String chart) {
    return texts(
        "[...document.querySelectorAll('#"
            + chart
            + " svg path')].map(path => path.getAttribute('fill') + path.getAttribute('stroke'))");
  }

  /** What a chart shows. */
  JsonNode series(String chart) {
    return browser.ask("sweepReport.series('" + chart + "')");
  }

  List<String> options(String picker) {
    return texts("[...document.getElementById('" + picker + "').options].map(o => o.text)");
  }

  void choose(String picker, String text) {
    int place = options(picker).indexOf(text) + 1;
    assertThat(place).as(text).isPositive();
    browser.click("#" + picker + " option:nth-child(" + place + ")");
  }

  /** Rows of the table behind a chart, as exact values where there are any. */
  List<List<String>> behind(String id) {
    return rows("#" + id + "-table tbody tr");
  }

  /** Rows of tables, likewise. */
  List<List<String>> rows(String selector) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row :
        browser.ask(
            "[...document.querySelectorAll('"
                + selector
                + "')].map(row => [...row.children].map("
                + "field => field.dataset.value === undefined ? field.textContent"
                + " : field.dataset.value))")) {
      List<String> fields = new ArrayList<>();
      row.forEach(field -> fields.add(field.asText()));
      rows.add(fields);
    }
    return rows;
  }

  void assertThatChartsAreDrawn(List<String> charts) {
    assertThat(charts()).containsAll(charts);
    for (String chart : charts) {
      assertThat(series(chart)).as(chart).isNotEmpty();
      assertThat(drawnColours(chart)).as(chart).hasSizeGreaterThan(3);
      String place = "document.getElementById('" + chart + "')";
      assertThat(browser.ask(place + ".getAttribute('role')").asText()).isEqualTo("img");
      assertThat(browser.ask(place + ".getAttribute('aria-label')").asText())
          .as(chart)
          .hasSizeGreaterThan(40);
    }
  }

  /**
   * Opens the page and asserts that nothing but it is fetched and nothing is logged.
   *
   * @param use what to do with it meanwhile
   */
  void assertThatTheConsoleIsSilentAndNothingIsFetched(Runnable use) throws IOException {
    // Until now it has shown the browser's own first page, too.
    browser.log("performance");
    browser.open(address);
    use.run();
    browser.prefer("dark");
    assertThat(browser.log("browser"))
        .noneMatch(entry -> entry.path("level").asText().equals("SEVERE"));
    List<String> requests = new ArrayList<>();
    for (JsonNode entry : browser.log("performance")) {
      JsonNode message =
          new ObjectMapper().readTree(entry.path("message").asText()).path("message");
      if (message.path("method").asText().equals("Network.requestWillBeSent")) {
        requests.add(message.path("params").path("request").path("url").asText());
      }
    }
    assertThat(requests)
        .contains(address.toString())
        .allMatch(url -> url.equals(address.toString()) || url.startsWith("data:"));
  }

  void assertThatNothingIsWiderThanAPhone(List<String> charts) {
    browser.resize(PHONE);
    browser.open(address);
    assertThat(browser.ask("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(PHONE);
    for (String chart : charts) {
      assertThat(browser.ask("document.getElementById('" + chart + "').clientWidth").asInt())
          .as(chart)
          .isBetween(150, PHONE);
    }
  }

  void assertThatColourSchemesAreFollowed(String chart) {
    String paper = "getComputedStyle(document.body).backgroundColor";
    List<String> light = drawnColours(chart);
    assertThat(browser.ask(paper).asText()).isEqualTo("rgb(255, 255, 255)");
    browser.prefer("dark");
    assertThat(browser.ask(paper).asText()).isEqualTo("rgb(22, 22, 22)");
    List<String> dark = drawnColours(chart);
    // The page is told of the change a moment after its style has followed.
    long end = System.nanoTime() + PATIENCE;
    while (dark.equals(light) && System.nanoTime() < end) {
      dark = drawnColours(chart);
    }
    assertThat(dark).hasSameSizeAs(light).isNotEqualTo(light);
  }

  void assertThatLinesAreShownAndHiddenWithTheKeyboard(String id) {
    String pressed = "document.activeElement.getAttribute('aria-pressed')";
    String chart = id + "-chart";
    int before = series(chart).size();
    int shapes = drawnColours(chart).size();
    browser.ask("document.querySelector('#" + id + "-legend button').focus()");
    browser.press(" ");
    assertThat(browser.ask(pressed).asText()).isEqualTo("false");
    assertThat(series(chart)).hasSize(before - 1);
    assertThat(drawnColours(chart)).hasSizeLessThan(shapes);
    browser.press(ENTER);
    assertThat(browser.ask(pressed).asText()).isEqualTo("true");
    assertThat(series(chart)).hasSize(before);
  }

  void assertThatEveryTableHasACaptionAndHeads() {
    assertThat(
            browser
                .ask(
                    "[...document.querySelectorAll('table')].every(table => table.caption.textContent"
                        + " && table.querySelectorAll('thead th[scope=col]').length > 1"
                        + " && [...table.tBodies[0].rows].every(row => row.cells[0].scope === 'row'))")
                .asBoolean())
        .isTrue();
    assertThat(texts("[...document.querySelectorAll('h1, h2, h3')].map(head => head.tagName)"))
        .startsWith("H1", "H2")
        .doesNotContain("H3");
  }
}
