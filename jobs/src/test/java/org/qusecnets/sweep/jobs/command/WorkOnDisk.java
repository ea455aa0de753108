package org.qusecnets.sweep.jobs.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qusecnets.sweep.jobs.store.Receipt;

/**
 * What lies in a result folder at a moment, as anybody can see it.
 *
 * @param marks of units that were begun
 * @param receipts of units that are finished
 * @param publications folders of tables
 * @param published the one that counts, or empty
 */
record WorkOnDisk(
    Set<String> marks, Set<String> receipts, Set<String> publications, String published) {
  /** What a run is doing. */
  enum Phase {
    /** Plans, starts Spark, reads receipts. */
    STARTING,
    TRAINING,
    PREDICTING,
    ATTACKING,
    PUBLISHING,
    /** The tables are there. */
    ENDING
  }

  static WorkOnDisk of(Path out) throws IOException {
    Set<String> receipts = new TreeSet<>();
    Path units = out.resolve("work/units");
    for (String bucket : names(units)) {
      receipts.addAll(names(units.resolve(bucket)));
    }
    return new WorkOnDisk(
        names(out.resolve("work/started")),
        receipts,
        names(out.resolve("publications")),
        published(out));
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (NoSuchFileException e) {
      return Set.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String published(Path out) throws IOException {
    try {
      return new ObjectMapper()
          .readTree(Files.readAllBytes(out.resolve("tables.json")))
          .path("folder")
          .asText();
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  /** What each key of a complete sweep is the key of. */
  static Map<String, Phase> kinds(Path out) throws IOException {
    Map<String, Phase> kinds = new HashMap<>();
    for (String file : of(out).receipts) {
      Receipt receipt = read(out, file);
      boolean trained =
          receipt.result().facts().keySet().stream().anyMatch(fact -> fact.startsWith("model."));
      kinds.put(
          receipt.key(),
          trained
              ? Phase.TRAINING
              : receipt.result().examples().isEmpty() ? Phase.PREDICTING : Phase.ATTACKING);
    }
    return kinds;
  }

  /** Reads a receipt. */
  static Receipt read(Path out, String file) throws IOException {
    Path place = out.resolve("work/units").resolve(file.substring(0, 2)).resolve(file);
    return Receipt.read(file, Files.readAllBytes(place));
  }

  /** The receipts that are whole: one may have been in writing. */
  Set<String> wholeReceipts(Path out) throws IOException {
    Set<String> whole = new TreeSet<>();
    for (String file : receipts) {
      try {
        read(out, file);
        whole.add(file);
      } catch (Receipt.Damaged e) {
        // It was not finished.
      }
    }
    return whole;
  }

  /**
   * What a run was doing at this moment, which found another state when it began; more than one
   * thing at a time where tasks do different things, nothing between two of them.
   */
  Set<Phase> since(WorkOnDisk begin, Map<String, Phase> kinds) {
    Set<Phase> phases = EnumSet.noneOf(Phase.class);
    if (!published.isEmpty()) {
      phases.add(Phase.ENDING);
    } else if (!begin.publications.containsAll(publications)) {
      phases.add(Phase.PUBLISHING);
    }
    for (String mark : marks) {
      Phase phase = kinds.get(mark.substring(0, mark.indexOf('.')));
      if (phase != null && !begin.marks.contains(mark)) {
        phases.add(phase);
      }
    }
    if (phases.isEmpty() && begin.receipts.equals(receipts)) {
      phases.add(Phase.STARTING);
    }
    return phases;
  }
}
