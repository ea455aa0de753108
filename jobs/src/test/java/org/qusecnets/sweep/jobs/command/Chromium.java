package org.qusecnets.sweep.jobs.command;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The machine's own Chromium without a window, through its driver (W3C WebDriver). A client library
 * would bring another Guava than Spark's.
 */
final class Chromium implements AutoCloseable {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final Pattern PORT = Pattern.compile("successfully on port (\\d+)");
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
  private static final int PATIENCE_SECONDS = 120;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process driver;
  private String session;

  private Chromium(Process driver) {
    this.driver = driver;
  }

  /**
   * Starts one. Without a browser the test is skipped, but for CI, where it fails.
   *
   * @param folder an empty folder for its profile and the driver's log
   */
  static Chromium start(Path folder) throws IOException, InterruptedException {
    Optional<Path> browser = BROWSERS.stream().flatMap(name -> found(name).stream()).findFirst();
    Optional<Path> program = found("chromedriver");
    boolean there = browser.isPresent() && program.isPresent();
    String missing = "chromium and chromedriver are not on the PATH: the report is not opened";
    if (System.getenv("CI") != null) {
      assertTrue(there, missing);
    }
    assumeTrue(there, missing);
    Path log = folder.resolve("chromedriver.log");
    ProcessBuilder builder = new ProcessBuilder(program.orElseThrow().toString(), "--port=0");
    Chromium started =
        new Chromium(builder.redirectErrorStream(true).redirectOutput(log.toFile()).start());
    String driver = "http://127.0.0.1:" + port(log) + "/session";
    Map<String, Object> options =
        Map.of(
            "binary",
            browser.orElseThrow().toString(),
            "args",
            List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("profile")));
    Map<String, Object> wanted =
        Map.of(
            "goog:chromeOptions",
            options,
            "goog:loggingPrefs",
            Map.of("browser", "ALL", "performance", "ALL"),
            "timeouts",
            Map.of("script", 1000 * PATIENCE_SECONDS, "pageLoad", 1000 * PATIENCE_SECONDS));
    JsonNode made = started.post(driver, Map.of("capabilities", Map.of("alwaysMatch", wanted)));
    started.session = driver + "/" + made.path("sessionId").asText();
    return started;
  }

  private static String port(Path log) throws IOException, InterruptedException {
    for (int i = 0; i < 10 * PATIENCE_SECONDS; i++) {
      Matcher port = PORT.matcher(Files.readString(log));
      if (port.find()) {
        return port.group(1);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IllegalStateException("chromedriver does not start: " + Files.readString(log));
  }

  private static Optional<Path> found(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private JsonNode post(String address, Map<String, ?> body) {
    try {
      return send(
          HttpRequest.newBuilder(URI.create(address))
              .POST(HttpRequest.BodyPublishers.ofString(MAPPER.writeValueAsString(body)))
              .build());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(request.uri() + ": " + answer.body());
      }
      return MAPPER.readTree(answer.body()).path("value");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Opens a page and waits until it is loaded. */
  void open(URI page) {
    post(session + "/url", Map.of("url", page.toString()));
  }

  /** The value of an expression of JavaScript in the page. */
  JsonNode ask(String expression) {
    return post(
        session + "/execute/sync", Map.of("script", "return " + expression, "args", List.of()));
  }

  /** Clicks on what a selector finds first. */
  void click(String selector) {
    JsonNode element =
        post(session + "/element", Map.of("using", "css selector", "value", selector));
    post(session + "/element/" + element.path(ELEMENT).asText() + "/click", Map.of());
  }

  /** Presses and releases a key, which goes to what has the focus. */
  void press(String key) {
    List<Map<String, String>> strokes =
        List.of(Map.of("type", "keyDown", "value", key), Map.of("type", "keyUp", "value", key));
    post(
        session + "/actions",
        Map.of("actions", List.of(Map.of("type", "key", "id", "keys", "actions", strokes))));
  }

  /** What was logged since this was asked last: {@code browser} or {@code performance}. */
  List<JsonNode> log(String type) {
    List<JsonNode> entries = new ArrayList<>();
    post(session + "/se/log", Map.of("type", type)).forEach(entries::add);
    return entries;
  }

  /** A page of this width in pixels, as on a phone or a desk. */
  void resize(int width) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  /** What the reader prefers: light or dark. */
  void prefer(String scheme) {
    command(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  private void command(String name, Map<String, ?> parameters) {
    post(session + "/goog/cdp/execute", Map.of("cmd", name, "params", parameters));
  }

  @Override
  public void close() {
    try {
      send(HttpRequest.newBuilder(URI.create(session)).DELETE().build());
    } finally {
      driver.destroy();
    }
  }
}
