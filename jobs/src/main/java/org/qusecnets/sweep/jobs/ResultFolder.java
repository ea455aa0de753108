package org.qusecnets.sweep.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.network.EngineProvenance;

/**
 * The folder of one sweep's results:
 *
 * <pre>
 * sweep.json       which sweep this is: name, grid id, version
 * effective.conf   the complete configuration, defaults included
 * grid.json        every model and cell with its id
 * models/          each trained model as DL4J wrote it, with its provenance
 * tables/          examples, cells, models: Parquet, there only when complete
 * resilience/      table, report and pictures of the noise analysis, likewise
 * </pre>
 *
 * <p>Nothing is ever half written: files are staged beside their place and moved, the tables all at
 * once, and the whole of the noise analysis. That is in a folder of its own, so that it can come
 * before, after or without the sweep's tables, and again with other options, and never changes
 * them.
 */
final class ResultFolder implements AutoCloseable {
  private static final String MARKER = "sweep.json";
  private static final String CONFIGURATION = "effective.conf";
  private static final String TABLES = "tables";
  private static final String STAGED_TABLES = StagedFile.PREFIX + TABLES;
  private static final String LOCK = ".lock";
  private static final String RESILIENCE = "resilience";
  private static final String STAGED_RESILIENCE = StagedFile.PREFIX + RESILIENCE;
  private static final String FORMER_RESILIENCE = StagedFile.PREFIX + "former-" + RESILIENCE;

  private final Path folder;
  private final Grid grid;
  private FileChannel lock;

  private ResultFolder(Path folder, Grid grid) {
    this.folder = folder.toAbsolutePath().normalize();
    this.grid = grid;
  }

  /**
   * The results of this grid in this folder, which is there with the same grid's results, is empty,
   * or can be made.
   *
   * @throws UserException if it is something else's or cannot be written
   */
  static ResultFolder of(Path folder, Grid grid) {
    ResultFolder results = new ResultFolder(folder, grid);
    results.check();
    return results;
  }

  private void check() {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw refusal("it is a file", "name another folder with --out");
    }
    Path existing = folder;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw refusal(existing + " cannot be written", "name another folder with --out");
    }
    if (Files.isRegularFile(folder.resolve(MARKER))) {
      checkGrid();
    } else if (!entries(folder).isEmpty()) {
      throw refusal(
          "it holds files that are not a sweep's", "name an empty or new folder with --out");
    }
  }

  private void checkGrid() {
    String found;
    try {
      JsonNode marker = new ObjectMapper().readTree(folder.resolve(MARKER).toFile());
      found = marker.path("grid").asText();
    } catch (IOException e) {
      throw refusal(MARKER + " cannot be read: " + e.getMessage(), "name another folder");
    }
    if (!found.equals(grid.id())) {
      throw refusal(
          "it holds the results of another grid (" + found + ", this one is " + grid.id() + ")",
          "name another folder with --out");
    }
  }

  private UserException refusal(String reason, String remedy) {
    return new UserException("Cannot write results to " + folder + ": " + reason + "; " + remedy);
  }

  /** Whether the tables are there: a finished sweep. */
  boolean isComplete() {
    return Files.isDirectory(folder.resolve(TABLES));
  }

  /** Makes the folder and writes what the sweep is; what is complete is left as it is. */
  void open(SweepConfiguration configuration) {
    try {
      Files.createDirectories(folder);
      if (!isComplete()) {
        // First, so that a folder that a killed run has begun is known as a sweep's.
        write(MARKER, marker(configuration));
      }
      lock();
      restoreResilience();
      deleteStaged();
      Files.createDirectories(models());
      if (!isComplete()) {
        write(CONFIGURATION, configuration.effective());
        write("grid.json", grid.json());
      }
    } catch (IOException e) {
      throw new UserException(
          "Cannot write results to " + folder + ": " + e + "; name another folder with --out", e);
    }
  }

  private String marker(SweepConfiguration configuration) throws IOException {
    Map<String, String> marker = new TreeMap<>();
    marker.put("name", configuration.name());
    marker.put("grid", grid.id());
    marker.put("version", EngineProvenance.programVersion());
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(marker) + "\n";
  }

  /** Keeps a second run out until this one is closed or its process has ended. */
  private void lock() throws IOException {
    lock =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // Held by another run in this JVM: the same answer.
    }
    throw refusal("another run is writing there", "wait for it or name another folder with --out");
  }

  @Override
  public void close() {
    try {
      if (lock != null) {
        lock.close();
        Files.deleteIfExists(folder.resolve(LOCK));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void deleteStaged() throws IOException {
    for (Path entry : entries(folder)) {
      if (entry.getFileName().toString().startsWith(StagedFile.PREFIX)) {
        try (Stream<Path> below = Files.walk(entry)) {
          for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    }
  }

  /** Puts a noise analysis back that a killed run was about to replace. */
  private void restoreResilience() throws IOException {
    Path former = folder.resolve(FORMER_RESILIENCE);
    if (Files.isDirectory(former) && !Files.exists(resilience())) {
      StagedFile.move(former, resilience());
    }
  }

  private void write(String name, String content) throws IOException {
    StagedFile.write(folder, name, content.getBytes(StandardCharsets.UTF_8));
  }

  Path models() {
    return folder.resolve("models");
  }

  /** Where the tables lie once published. */
  Path tables() {
    return folder.resolve(TABLES);
  }

  /** The file that tells what the sweep is. */
  Path marker() {
    return folder.resolve(MARKER);
  }

  /** Where a table is written before. */
  Path stagedTable(String name) {
    return folder.resolve(STAGED_TABLES).resolve(name);
  }

  /** Moves all staged tables to their place at once. */
  void publish() {
    try {
      StagedFile.move(folder.resolve(STAGED_TABLES), folder.resolve(TABLES));
    } catch (IOException e) {
      throw new UserException("Cannot publish the tables in " + folder + ": " + e, e);
    }
  }

  /** Where the noise analysis lies once published. */
  Path resilience() {
    return folder.resolve(RESILIENCE);
  }

  /** Where it is written before; made with the configuration in it. */
  Path stagedResilience(SweepConfiguration configuration) {
    Path staged = folder.resolve(STAGED_RESILIENCE);
    try {
      Files.createDirectories(staged);
      Files.writeString(staged.resolve(CONFIGURATION), configuration.effective());
    } catch (IOException e) {
      throw new UserException("Cannot write to " + staged + ": " + e + "; check space", e);
    }
    return staged;
  }

  /** Moves the staged noise analysis to its place, instead of a former one. */
  void publishResilience() {
    try {
      if (Files.exists(resilience())) {
        StagedFile.move(resilience(), folder.resolve(FORMER_RESILIENCE));
      }
      StagedFile.move(folder.resolve(STAGED_RESILIENCE), resilience());
      deleteStaged();
    } catch (IOException e) {
      throw new UserException("Cannot publish " + resilience() + ": " + e, e);
    }
  }

  private static List<Path> entries(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (IOException e) {
      throw new UserException("Cannot read " + folder + ": " + e + "; check its permissions", e);
    }
  }
}
