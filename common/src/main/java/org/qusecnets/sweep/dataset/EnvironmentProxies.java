package org.qusecnets.sweep.dataset;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.qusecnets.sweep.UserException;

/**
 * The proxies that the environment names, as curl and Python read it: {@code https_proxy}, {@code
 * http_proxy}, {@code all_proxy}, and {@code no_proxy} with the hosts that need none. Java's own
 * properties, such as {@code https.proxyHost}, go before them.
 */
final class EnvironmentProxies extends ProxySelector {
  private static final int DEFAULT_PORT = 80;

  private final Map<String, String> environment;

  /**
   * Those of an environment.
   *
   * @throws UserException if it names one that cannot be used
   */
  EnvironmentProxies(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    Stream.of("http", "https").forEach(scheme -> variable(scheme).ifPresent(this::read));
  }

  @Override
  public List<Proxy> select(URI url) {
    List<Proxy> ofJava = ProxySelector.getDefault().select(url);
    if (!ofJava.equals(List.of(Proxy.NO_PROXY))) {
      return ofJava;
    }
    return proxy(url)
        .map(
            proxy ->
                new Proxy(
                    Proxy.Type.HTTP,
                    InetSocketAddress.createUnresolved(proxy.host(), proxy.port())))
        .map(List::of)
        .orElse(List.of(Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI url, SocketAddress address, IOException reason) {
    // The download fails and says so.
  }

  /**
   * A proxy.
   *
   * @param user its user and password, as {@code user:password}, or null
   */
  private record Named(String host, int port, String user) {}

  private Optional<Named> proxy(URI url) {
    return needsNone(url)
        ? Optional.empty()
        : variable(url.getScheme().toLowerCase(Locale.ROOT)).map(this::read);
  }

  /** The name of the variable that has the proxy for URLs of a scheme. */
  private Optional<String> variable(String scheme) {
    // Programs behind web servers get the headers of requests as HTTP_*, so that anybody could set
    // HTTP_PROXY.
    Stream<String> names =
        scheme.equals("http")
            ? Stream.of("http_proxy", "all_proxy", "ALL_PROXY")
            : Stream.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");
    return names
        .filter(name -> !environment.getOrDefault(name, "").isBlank())
        // One for all is often one that passes on everything, for programs that can use it.
        .filter(
            name ->
                !name.equalsIgnoreCase("all_proxy")
                    || !environment.get(name).contains("://")
                    || environment.get(name).startsWith("http"))
        .findFirst();
  }

  private Named read(String variable) {
    String value = environment.get(variable).strip();
    try {
      URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
      if (proxy.getHost() != null && proxy.getScheme().matches("https?")) {
        int port = proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort();
        return new Named(proxy.getHost(), port, proxy.getUserInfo());
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new UserException(
        "Cannot download through the proxy "
            + variable
            + "="
            + value.replaceFirst("//[^@/]*@", "//...@")
            + ": it must be http://HOST:PORT or http://USER:PASSWORD@HOST:PORT; correct the"
            + " environment");
  }

  private boolean needsNone(URI url) {
    String excepted =
        environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    String host = url.getHost().toLowerCase(Locale.ROOT);
    return Stream.of(excepted.split("[,\\s]+", -1))
        .map(name -> name.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
        .filter(name -> !name.isEmpty())
        .anyMatch(
            name ->
                name.equals("*")
                    || Stream.of(host, host + ":" + url.getPort())
                        .anyMatch(asked -> asked.equals(name) || asked.endsWith("." + name)));
  }

  /** Answers a proxy that asks who wants to pass. */
  Authenticator authenticator() {
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        if (getRequestorType() != RequestorType.PROXY) {
          return null;
        }
        return proxy(URI.create(getRequestingURL().toString()))
            .filter(proxy -> proxy.user() != null)
            .map(
                proxy -> {
                  String[] parts = proxy.user().split(":", 2);
                  char[] password = parts.length == 2 ? parts[1].toCharArray() : new char[0];
                  return new PasswordAuthentication(parts[0], password);
                })
            .orElse(null);
      }
    };
  }
}
