package org.qusecnets.sweep.jobs.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.qusecnets.sweep.UserException;

/**
 * The right to write to a result folder: a file that names its owner and is written again at every
 * heartbeat. Of two that ask for it, one gets it, and the other is told who has it.
 *
 * <p>The lease of a process that has ended on this machine is taken over at once. Any other one is
 * taken over when it has not changed for {@value #BEATS_MISSED} heartbeats in a row while it was
 * looked at, so that clocks of different machines need not agree, and a process that was stopped
 * does not hold a folder for ever. An owner that finds another one's lease has lost its own and
 * must stop.
 */
public final class Lease implements AutoCloseable {
  public static final String FILE = "lease.json";
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final int BEATS_MISSED = 4;

  /** Whoever wants to know what becomes of a lease. */
  @FunctionalInterface
  public interface Observer {
    /** Another process has taken it over. */
    void lost();

    /**
     * Another one has it, and is watched for so long, since it may have died.
     *
     * @param lease what it says of its owner
     */
    default void watching(Storage storage, JsonNode lease, long seconds) {}
  }

  /** How often a lease is looked at by who wants it. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final String TOKEN = "token";
  private static final String BEAT = "beat";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Storage storage;
  private final ObjectNode content;
  private final Observer observer;
  private final Thread heart = new Thread(this::beatOnAndOn, "lease");
  private volatile boolean lost;
  private long beats;

  private Lease(Storage storage, Observer observer) {
    this.storage = storage;
    this.observer = observer;
    content = MAPPER.createObjectNode();
    content.put(TOKEN, UUID.randomUUID().toString());
    content.put("host", host());
    ProcessIdentity.current().putInto(content);
    content.put("user", System.getProperty("user.name"));
    content.put("since", Instant.now().toString());
    content.put(BEAT, 0);
  }

  /**
   * Takes the lease of a folder, which is there.
   *
   * @param observer is told once if another process takes it over
   * @throws UserException if another one has it
   */
  public static Lease take(Storage storage, Observer observer) {
    Lease lease = new Lease(storage, observer);
    try {
      lease.take();
    } catch (IOException e) {
      throw new UserException(
          "Cannot write to "
              + storage.describe(FILE)
              + ": "
              + InfrastructureException.explain(e)
              + "; see to it that it is a file which may be written, or remove it",
          e);
    }
    lease.heart.setDaemon(true);
    lease.heart.start();
    return lease;
  }

  private void take() throws IOException {
    for (int tries = 0; tries < 3; tries++) {
      if (storage.create(FILE, MAPPER.writeValueAsBytes(content))) {
        return;
      }
      Optional<JsonNode> other = read(storage);
      if (other.isEmpty()) {
        continue;
      }
      if (!isDead(other.get())) {
        observer.watching(storage, other.get(), BEATS_MISSED * HEARTBEAT.toSeconds());
        if (!staysStill(other.get())) {
          throw refusal(other.get());
        }
      }
      // Of several that find the same dead owner, one moves it away.
      String aside = Storage.STAGED + FILE + "-" + content.get(TOKEN).asText();
      try {
        storage.move(FILE, aside);
      } catch (FileNotFoundException | NoSuchFileException e) {
        continue;
      }
      if (!token(aside).equals(other.get().path(TOKEN))) {
        // Another one was faster, and this is its lease.
        storage.create(FILE, storage.read(aside));
        storage.deleteFile(aside);
        continue;
      }
      storage.deleteFile(aside);
    }
    throw read(storage)
        .map(this::refusal)
        .orElseGet(
            () ->
                new UserException(
                    "Cannot write to "
                        + storage
                        + ": something is at "
                        + storage.describe(FILE)
                        + " that is no file; remove it"));
  }

  private JsonNode token(String file) throws IOException {
    try {
      return MAPPER.readTree(storage.read(file)).path(TOKEN);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return MAPPER.createObjectNode().path(TOKEN);
    }
  }

  private UserException refusal(JsonNode owner) {
    return new UserException(
        "Cannot write to "
            + storage
            + ": another run is writing there ("
            + owner(owner)
            + "); wait for it or name another folder with --out");
  }

  /** Who holds a lease, for people. */
  public static String owner(JsonNode lease) {
    return "process "
        + lease.path("process").asText("unknown")
        + " of "
        + lease.path("user").asText("unknown")
        + " on "
        + lease.path("host").asText("unknown")
        + ", since "
        + lease.path("since").asText("unknown");
  }

  /** The lease of a folder, if there is one. */
  public static Optional<JsonNode> read(Storage storage) throws IOException {
    try {
      return Optional.of(MAPPER.readTree(storage.read(FILE)));
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      // It is being written.
      return Optional.of(MAPPER.createObjectNode());
    }
  }

  /** Whether the owner was a process of this machine that has ended. */
  public static boolean isDead(JsonNode lease) {
    return ProcessIdentity.of(lease).life() == ProcessIdentity.Life.ENDED;
  }

  /** Whether the owner has missed so many heartbeats that another run would take the lease over. */
  public static boolean isSilent(Duration sinceHeartbeat) {
    return sinceHeartbeat.compareTo(HEARTBEAT.multipliedBy(BEATS_MISSED)) > 0;
  }

  /** Watches a lease for some heartbeats. */
  private boolean staysStill(JsonNode first) throws IOException {
    long end = System.nanoTime() + BEATS_MISSED * HEARTBEAT.toNanos();
    while (System.nanoTime() < end) {
      try {
        Thread.sleep(LOOK.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      if (!read(storage).equals(Optional.of(first))) {
        return false;
      }
      if (isDead(first)) {
        return true;
      }
    }
    return true;
  }

  private void beatOnAndOn() {
    try {
      while (!lost) {
        Thread.sleep(HEARTBEAT.toMillis());
        beat();
      }
    } catch (InterruptedException e) {
      // It was given back.
    }
  }

  private synchronized void beat() {
    if (Thread.currentThread().isInterrupted()) {
      return;
    }
    try {
      Optional<JsonNode> found = read(storage);
      if (isLost(found)) {
        lost = true;
        observer.lost();
        return;
      }
      content.put(BEAT, ++beats);
      storage.replace(FILE, MAPPER.writeValueAsBytes(content));
    } catch (IOException | RuntimeException e) {
      // One missed heartbeat is not yet a lost lease.
    }
  }

  /** Whether another one's lease was found, or none; what is being written tells nothing. */
  private boolean isLost(Optional<JsonNode> found) {
    return found.isEmpty()
        || (found.get().has(TOKEN) && !found.get().path(TOKEN).equals(content.get(TOKEN)));
  }

  /**
   * Checks that it still is the owner's.
   *
   * @throws UserException if another process has taken it over
   */
  public void check() {
    try {
      Optional<JsonNode> found = read(storage);
      if (lost || isLost(found)) {
        throw new UserException(
            "Cannot go on in "
                + storage
                + ": another run has taken it over ("
                + found.map(Lease::owner).orElse("its lease is gone")
                + "); this one was not seen for too long");
      }
    } catch (IOException e) {
      throw new UserException("Cannot read " + storage.describe(FILE) + ": " + e, e);
    }
  }

  /** Whether no heartbeat has found it lost. */
  public boolean isKept() {
    return !lost;
  }

  /**
   * Checks that no heartbeat has found it lost.
   *
   * @throws UserException if one has
   */
  public void checkKept() {
    if (lost) {
      check();
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Override
  public synchronized void close() {
    heart.interrupt();
    try {
      if (!lost && read(storage).map(f -> f.path(TOKEN)).equals(Optional.of(content.get(TOKEN)))) {
        storage.deleteFile(FILE);
      }
    } catch (IOException e) {
      // Whoever comes next finds that this process is gone.
    }
  }
}
