package org.qusecnets.sweep.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.UserException;

class EnvironmentProxiesTest {
  /** Variables with spaces between them. */
  private static Map<String, String> environment(String variables) {
    Map<String, String> environment = new HashMap<>();
    for (String variable : variables.split(" ", -1)) {
      environment.put(variable.split("=", 2)[0], variable.split("=", 2)[1]);
    }
    return environment;
  }

  @ParameterizedTest
  @CsvSource({
    "https_proxy=http://p:3128, https://data.org/x, p:3128",
    "https_proxy=p:3128, https://data.org/x, p:3128",
    "HTTPS_PROXY=http://p:3128/, https://data.org/x, p:3128",
    "https_proxy=http://me:secret@p, https://data.org/x, p:80",
    "https_proxy=http://p:3128, http://data.org/x, ",
    "http_proxy=http://p:3128, http://data.org/x, p:3128",
    "HTTP_PROXY=http://p:3128, http://data.org/x, ",
    "all_proxy=http://p:3128, https://data.org/x, p:3128",
    "https_proxy=http://p:1 no_proxy=data.org, https://data.org/x, ",
    "https_proxy=http://p:1 no_proxy=.data.org, https://www.data.org/x, ",
    "https_proxy=http://p:1 no_proxy=ata.org, https://data.org/x, p:1",
    "https_proxy=http://p:1 NO_PROXY=*, https://data.org/x, ",
    "https_proxy=http://p:1 no_proxy=data.org:8080, https://data.org:8080/x, ",
    "https_proxy=http://p:1 no_proxy=data.org:8080, https://data.org/x, p:1",
    "https_proxy=, https://data.org/x, ",
    "https_proxy=http://p:1 all_proxy=socks5://s:1080, https://data.org/x, p:1",
    "all_proxy=socks5://s:1080, https://data.org/x, "
  })
  void eachUrlHasTheProxyThatCurlWouldTake(String variables, URI url, String expected) {
    List<Proxy> found = new EnvironmentProxies(environment(variables)).select(url);
    assertThat(found)
        .singleElement()
        .satisfies(
            proxy -> {
              InetSocketAddress address = (InetSocketAddress) proxy.address();
              assertThat(address == null ? null : address.getHostString() + ":" + address.getPort())
                  .isEqualTo(expected);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://p:1080", "http://:80", "p q"})
  void anotherKindOfProxyIsRefused(String value) {
    assertThatThrownBy(() -> new EnvironmentProxies(Map.of("https_proxy", value)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("https_proxy=" + value)
        .hasMessageContaining("http://HOST:PORT");
  }

  @Test
  void passwordsAreNotTold() {
    assertThatThrownBy(() -> new EnvironmentProxies(Map.of("https_proxy", "ftp://me:secret@p")))
        .isInstanceOf(UserException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void downloadsGoThroughIt(@TempDir Path folder) throws IOException, InterruptedException {
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    try (MirrorServer proxy = new MirrorServer()) {
      proxy.serve("/file", content);
      HttpDownload download =
          new HttpDownload(FetchOptions.defaults(), Map.of("http_proxy", proxy.uri("").toString()));
      Path part = folder.resolve("part");

      download.download(URI.create("http://data.invalid/file"), part, bytes -> {});

      assertThat(Files.readAllBytes(part)).isEqualTo(content);
      assertThat(proxy.requests()).containsExactly("/file");
    }
  }

  @Test
  void aProxyThatAsksForAPasswordGetsIt(@TempDir Path folder)
      throws IOException, InterruptedException {
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    try (MirrorServer proxy = new MirrorServer()) {
      proxy.serveWithPassword("/file", content, "me", "secret");
      String address = proxy.uri("").toString().replace("http://", "http://me:secret@");
      HttpDownload download =
          new HttpDownload(FetchOptions.defaults(), Map.of("http_proxy", address));
      Path part = folder.resolve("part");

      download.download(URI.create("http://data.invalid/file"), part, bytes -> {});

      assertThat(Files.readAllBytes(part)).isEqualTo(content);
    }
  }
}
