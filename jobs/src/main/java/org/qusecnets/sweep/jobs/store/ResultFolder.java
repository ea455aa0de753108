package org.qusecnets.sweep.jobs.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.CertifiedCell;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.network.EngineProvenance;

/**
 * The folder of one sweep's results, on any file system that Hadoop knows:
 *
 * <pre>
 * sweep.json       which sweep this is: name, grid id, version
 * effective.conf   the complete configuration, defaults included
 * grid.json        every model and cell with its id
 * lease.json       who is writing, while somebody is
 * models/          each trained model as DL4J wrote it, with its provenance
 * work/            what is finished so far, see {@link Ledger}
 * publications/    the tables of each publication
 * tables.json      which publication counts
 * tables           a link to it, on a local disk
 * report.html      the tables as a page, made from the tables alone
 * resilience.json, resilience   likewise for the noise analysis
 * </pre>
 *
 * <p>A folder belongs to one sweep, whose grid may grow: new epsilons, seeds, defenses, attacks or
 * certificates are added to what is there. Another grid is refused.
 */
public final class ResultFolder implements AutoCloseable {
  public static final String MARKER = "sweep.json";
  public static final String CONFIGURATION = "effective.conf";
  static final String GRID = "grid.json";

  /** Name of the folder of the models. */
  static final String MODELS = "models";

  /** Name of the link to the tables. */
  public static final String TABLES = "tables";

  private static final String NAME_ANOTHER = "name another folder with --out";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Storage storage;
  private final Grid grid;
  private Lease lease;

  private ResultFolder(Storage storage, Grid grid) {
    this.storage = storage;
    this.grid = grid;
  }

  /**
   * The results of this grid in this folder, which is there with results of this grid or of a part
   * of it, is empty, or can be made.
   *
   * @param folder a path or URI
   * @throws UserException if it is something else's or cannot be written
   */
  public static ResultFolder of(String folder, Grid grid) {
    try {
      Storage storage = Storage.of(folder);
      ResultFolder results = new ResultFolder(storage, grid);
      results.check();
      return results;
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException(
          "Cannot write results to " + folder + ": " + e.getMessage() + "; " + NAME_ANOTHER, e);
    }
  }

  private void check() throws IOException {
    if (storage.exists("") && !storage.isFolder("")) {
      throw refusal("it is a file", NAME_ANOTHER);
    }
    storage.local().ifPresent(this::checkWritable);
    storage.local().ifPresent(this::checkFormat);
    if (storage.exists(MARKER)) {
      checkGrid();
    } else if (storage.list("").stream()
        .anyMatch(name -> !name.equals(Lease.FILE) && !name.startsWith(Storage.STAGED))) {
      throw refusal(
          "it holds files that are not a sweep's", "name an empty or new folder with --out");
    }
  }

  private void checkWritable(Path folder) {
    Path existing = folder;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw refusal(existing + " cannot be written", NAME_ANOTHER);
    }
  }

  /** A copy may hold the tables in place of the link to them. */
  private void checkFormat(Path folder) {
    Path tables = folder.resolve(TABLES);
    if (Files.isDirectory(tables)
        && !Files.isSymbolicLink(tables)
        && !Files.exists(folder.resolve(TABLES + ".json"))
        && !Files.exists(folder.resolve("publications"))) {
      throw refusal("its tables are of an earlier version of this program", NAME_ANOTHER);
    }
  }

  private void checkGrid() throws IOException {
    String found = field(MARKER, "grid");
    if (found.equals(grid.id())) {
      return;
    }
    if (!storage.exists(GRID)) {
      throw refusal(
          "it holds the results of another grid (" + found + ", this one is " + grid.id() + ")",
          NAME_ANOTHER);
    }
    Set<String> former = new HashSet<>();
    JsonNode plan = json(GRID);
    if (!plan.path("cells").isArray()) {
      throw refusal(GRID + " is damaged", formerFirst());
    }
    plan.path("cells").forEach(cell -> former.add(cell.path("id").asText()));
    plan.path("certified-cells").forEach(cell -> former.add(cell.path("id").asText()));
    grid.cells().stream().map(Cell::id).forEach(former::remove);
    grid.certifiedCells().stream().map(CertifiedCell::id).forEach(former::remove);
    JsonNode evaluation = MAPPER.valueToTree(grid.evaluation().parameters());
    if (!former.isEmpty() || !plan.path("evaluation").equals(evaluation)) {
      throw refusal(
          "it holds the results of another grid ("
              + found
              + ", this one is "
              + grid.id()
              + "), of which "
              + (former.isEmpty()
                  ? "images are evaluated otherwise"
                  : former.size() + " cells are not in this one"),
          NAME_ANOTHER);
    }
  }

  private JsonNode json(String name) throws IOException {
    try {
      return MAPPER.readTree(storage.read(name));
    } catch (JsonProcessingException e) {
      throw refusal(
          name + " is damaged (" + e.getOriginalMessage() + ")",
          name.equals(GRID) ? formerFirst() : NAME_ANOTHER);
    }
  }

  /** What a run of the former grid writes again. */
  private String formerFirst() {
    return "run the sweep that it holds first, which writes that file again: sweep run "
        + storage.describe(CONFIGURATION)
        + " --out "
        + storage;
  }

  private String field(String file, String name) throws IOException {
    return json(file).path(name).asText();
  }

  private UserException refusal(String reason, String remedy) {
    return new UserException("Cannot write results to " + storage + ": " + reason + "; " + remedy);
  }

  /**
   * Makes the folder, takes its lease and writes what the sweep is.
   *
   * @param observer is told if another process takes the folder over
   */
  public void open(SweepConfiguration configuration, Lease.Observer observer) {
    try {
      storage.makeFolder("");
      lease = Lease.take(storage, observer);
      // Whoever had the lease before may have grown the grid.
      check();
      if (!storage.exists(MARKER) || !field(MARKER, "grid").equals(grid.id())) {
        // First, so that a folder that a killed run has begun is known as a sweep's.
        storage.replace(MARKER, marker(configuration));
      }
      storage.makeFolder(MODELS);
      storage.replace(CONFIGURATION, utf8(configuration.effective()));
      storage.replace(GRID, utf8(grid.json()));
    } catch (IOException e) {
      throw new UserException(
          "Cannot write results to "
              + storage
              + ": "
              + InfrastructureException.explain(e)
              + "; "
              + NAME_ANOTHER,
          e);
    }
  }

  /**
   * Takes the lease of a process that died, if one had it.
   *
   * @return whether one had
   */
  public boolean takeFromDead() throws IOException {
    boolean dead = Lease.read(storage).filter(Lease::isDead).isPresent();
    if (dead) {
      lease = Lease.take(storage, () -> {});
    }
    return dead;
  }

  private byte[] marker(SweepConfiguration configuration) throws IOException {
    Map<String, String> marker = new TreeMap<>();
    marker.put("name", configuration.name());
    marker.put("grid", grid.id());
    marker.put("version", EngineProvenance.programVersion());
    return utf8(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(marker) + "\n");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The grid whose results these are. */
  public Grid grid() {
    return grid;
  }

  /** The folder itself. */
  public Storage storage() {
    return storage;
  }

  /** Where models are kept. */
  public Storage models() {
    return storage.below(MODELS);
  }

  /** What is finished so far. */
  public Ledger ledger() {
    return new Ledger(storage);
  }

  /** Whether what tables are made of is still there. */
  public boolean hasReceipts() {
    try {
      return !ledger().receipts().isEmpty();
    } catch (IOException e) {
      throw new UserException("Cannot read " + storage + ": " + e + "; check its permissions", e);
    }
  }

  /** The right to write to it, once it is open. */
  public Lease lease() {
    return lease;
  }

  @Override
  public void close() {
    if (lease != null) {
      lease.close();
    }
  }
}
