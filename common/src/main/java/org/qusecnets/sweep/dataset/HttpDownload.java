package org.qusecnets.sweep.dataset;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.qusecnets.sweep.UserException;

/** Downloads over HTTP, continuing what an earlier download left. */
final class HttpDownload {
  private static final int RANGE_NOT_SATISFIABLE = 416;

  /** How passwords are not told to proxies that pass HTTPS on. */
  private static final String SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  private final HttpClient client;
  private final Duration stallTimeout;

  HttpDownload(FetchOptions options) {
    this(options, System.getenv());
  }

  /**
   * Downloads through the proxies of an environment.
   *
   * @throws UserException if it names one that cannot be used
   */
  HttpDownload(FetchOptions options, Map<String, String> environment) {
    if (System.getProperty(SCHEMES) == null) {
      // Java would not tell a proxy the password that the environment has for it.
      System.setProperty(SCHEMES, "");
    }
    EnvironmentProxies proxies = new EnvironmentProxies(environment);
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(options.connectTimeout())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .proxy(proxies)
            .authenticator(proxies.authenticator())
            .build();
    this.stallTimeout = options.stallTimeout();
  }

  /**
   * Downloads into a file; what is in it already is taken for the beginning.
   *
   * @param progress is told how many bytes the file has
   * @throws DamagedFile if the server cannot continue the file
   * @throws IOException if the download fails or stalls; the file keeps what came
   */
  void download(URI url, Path part, LongConsumer progress)
      throws IOException, InterruptedException {
    // A file channel would be closed by the interruption, which looks like a failed download.
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try (FileChannel file =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long present = file.size();
      HttpRequest.Builder request = HttpRequest.newBuilder(url);
      if (present > 0) {
        request.header("Range", "bytes=" + present + "-");
      }
      Stopwatch sinceData = new Stopwatch();
      HttpResponse.BodyHandler<Void> handler =
          head -> {
            sinceData.restart();
            return switch (head.statusCode()) {
              case HttpURLConnection.HTTP_OK -> new FileSubscriber(file, 0, sinceData, progress);
              case HttpURLConnection.HTTP_PARTIAL ->
                  new FileSubscriber(file, present, sinceData, progress);
              default -> BodySubscribers.discarding();
            };
          };
      int status = await(client.sendAsync(request.build(), handler), sinceData).statusCode();
      if (status == RANGE_NOT_SATISFIABLE) {
        throw new DamagedFile("the server cannot continue a part of " + present + " bytes");
      }
      if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_PARTIAL) {
        throw new IOException("the server answered with status " + status);
      }
    }
  }

  /** Waits as long as data comes; the client's own timeouts do not cover the body. */
  private HttpResponse<Void> await(
      CompletableFuture<HttpResponse<Void>> exchange, Stopwatch sinceData)
      throws IOException, InterruptedException {
    try {
      for (long left = left(sinceData); left > 0; left = left(sinceData)) {
        try {
          return exchange.get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          // Data may have come since, which gives it more time.
        }
      }
      throw new IOException("no data for " + seconds(stallTimeout) + " seconds");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    } finally {
      exchange.cancel(true);
    }
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
  }

  private long left(Stopwatch sinceData) {
    return stallTimeout.toNanos() - sinceData.nanoseconds();
  }
}
