package org.qusecnets.sweep.dataset;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An HTTP server on this machine that can fail in the ways that mirrors do. */
final class MirrorServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<String> requests = new CopyOnWriteArrayList<>();

  MirrorServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  /** Path of each request so far, and its Range header if it had one. */
  List<String> requests() {
    return requests;
  }

  URI uri(String path) {
    return URI.create(
        "http://"
            + server.getAddress().getAddress().getHostAddress()
            + ":"
            + server.getAddress().getPort()
            + path);
  }

  /** Answers with the bytes, or from where the client asks on. */
  void serve(String path, byte[] bytes) {
    answer(
        path,
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          if (range == null) {
            send(exchange, 200, bytes);
            return;
          }
          int from = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
          if (from >= bytes.length) {
            send(exchange, 416, new byte[0]);
          } else {
            send(exchange, 206, Arrays.copyOfRange(bytes, from, bytes.length));
          }
        });
  }

  /** Answers with all bytes, whatever part the client asks for. */
  void serveWhole(String path, byte[] bytes) {
    answer(path, exchange -> send(exchange, 200, bytes));
  }

  /** Answers as a proxy that lets those pass who know the password. */
  void serveWithPassword(String path, byte[] bytes, String user, String password) {
    byte[] known = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    String expected = "Basic " + Base64.getEncoder().encodeToString(known);
    answer(
        path,
        exchange -> {
          if (expected.equals(exchange.getRequestHeaders().getFirst("Proxy-Authorization"))) {
            send(exchange, 200, bytes);
          } else {
            exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"here\"");
            send(exchange, 407, new byte[0]);
          }
        });
  }

  /** Answers with the first bytes and closes the connection. */
  void serveTruncated(String path, byte[] bytes, int length) {
    answer(path, exchange -> begin(exchange, bytes, length));
  }

  /** Answers with the first bytes and then no more, without closing the connection. */
  void serveStalling(String path, byte[] bytes, int length) {
    answer(
        path,
        exchange -> {
          begin(exchange, bytes, length);
          await(closing, Duration.ofMinutes(1));
        });
  }

  /** Answers with all bytes in five pieces, and waits before each. */
  void serveSlowly(String path, byte[] bytes, Duration pause) {
    answer(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          OutputStream body = exchange.getResponseBody();
          int piece = bytes.length / 5 + 1;
          for (int from = 0; from < bytes.length; from += piece) {
            await(closing, pause);
            body.write(bytes, from, Math.min(piece, bytes.length - from));
            body.flush();
          }
        });
  }

  /** Answers with a status and no content. */
  void fail(String path, int status) {
    answer(path, exchange -> send(exchange, status, new byte[0]));
  }

  /** Sends the client to another path. */
  void redirect(String path, String target) {
    answer(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", target);
          send(exchange, 302, new byte[0]);
        });
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @FunctionalInterface
  private interface Answer {
    void send(HttpExchange exchange) throws IOException;
  }

  private void answer(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          requests.add(range == null ? path : path + " " + range);
          try (exchange) {
            answer.send(exchange);
          }
        });
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void begin(HttpExchange exchange, byte[] bytes, int length) throws IOException {
    exchange.sendResponseHeaders(200, bytes.length);
    OutputStream body = exchange.getResponseBody();
    body.write(bytes, 0, length);
    body.flush();
  }

  private static void await(CountDownLatch latch, Duration limit) throws IOException {
    try {
      if (latch.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("the server is closing");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
