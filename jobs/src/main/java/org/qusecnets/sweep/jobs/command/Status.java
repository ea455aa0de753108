package org.qusecnets.sweep.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.qusecnets.sweep.jobs.publication.Publication;
import org.qusecnets.sweep.jobs.run.Progress;
import org.qusecnets.sweep.jobs.store.Lease;
import org.qusecnets.sweep.jobs.store.Ledger;
import org.qusecnets.sweep.jobs.store.ResultFolder;
import org.qusecnets.sweep.jobs.store.Storage;

/**
 * What the files of a result folder say of its sweep.
 *
 * @param storage the folder
 * @param marker what the folder says it holds
 * @param lease who works there, if anybody does or died doing so
 * @param heartbeat when that one wrote there last, by the clock of the file system
 * @param progress how far the last run said it was, if it said so
 * @param receipts number of units that have finished
 * @param tables what is published, if anything
 */
record Status(
    Storage storage,
    JsonNode marker,
    Optional<JsonNode> lease,
    Optional<Instant> heartbeat,
    Optional<JsonNode> progress,
    int receipts,
    Optional<Publication> tables) {

  /** Of a folder that holds a sweep. */
  static Status read(Storage storage) throws IOException {
    return new Status(
        storage,
        json(storage, ResultFolder.MARKER),
        Lease.read(storage),
        heartbeat(storage),
        storage.exists(Progress.FILE)
            ? Optional.of(json(storage, Progress.FILE))
            : Optional.empty(),
        new Ledger(storage).receipts().size(),
        Publication.current(storage, Publication.TABLES));
  }

  private static Optional<Instant> heartbeat(Storage storage) throws IOException {
    try {
      return Optional.of(storage.modified(Lease.FILE));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** What can be told of whoever works there. */
  enum Run {
    /** It writes there. */
    RUNNING("at work"),
    /** It has not written for a while, and cannot be seen from this machine, or is stopped. */
    SILENT("not heard of for a while, and may have died"),
    /** It was a process of this machine that has ended. */
    DIED("died");

    private final String words;

    Run(String words) {
      this.words = words;
    }

    /** For people. */
    String words() {
      return words;
    }
  }

  /** What can be told of whoever works there, if anybody does or died doing so. */
  Optional<Run> run() {
    return lease.map(
        owner -> {
          if (Lease.isDead(owner)) {
            return Run.DIED;
          }
          return heartbeat
              .map(beat -> Lease.isSilent(Duration.between(beat, Instant.now())))
              .filter(silent -> silent)
              .map(silent -> Run.SILENT)
              .orElse(Run.RUNNING);
        });
  }

  private static JsonNode json(Storage storage, String file) throws IOException {
    return new ObjectMapper().readTree(storage.read(file));
  }

  String sweep() {
    return marker.path("name").asText();
  }

  /** Whether the tables are of all the cells that the sweep now has. */
  boolean isOfThisGrid(Publication published) {
    return published.grid().equals(marker.path("grid").asText());
  }
}
