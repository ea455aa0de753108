package org.qusecnets.sweep.jobs.publication;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.jobs.store.Ledger;
import org.qusecnets.sweep.jobs.store.ResultFolder;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.table.CertifiedRow;

/**
 * Results as people read them: a folder that is complete before anyone is told of it and never
 * changes afterwards. One small file, written as a whole, says which folder counts; on a local disk
 * a link of the same name leads to it, if the disk has links. Whoever has resolved either reads one
 * whole publication, since a former one stays for {@link #STAY} after it was superseded.
 *
 * @param folder name of the folder, in the result folder
 * @param grid the grid whose results these are
 * @param manifest all that the small file says
 */
public record Publication(String folder, String grid, JsonNode manifest) {
  /** The tables of a sweep. */
  public static final String TABLES = ResultFolder.TABLES;

  /** The noise analysis. */
  public static final String RESILIENCE = "resilience";

  /** What the manifest calls the numbers of certified cells by status. */
  static final String CERTIFIED = "certified-cells";

  /** What it calls the number of images that are both certified and broken. */
  static final String CONTRADICTED = "contradicted";

  /** What the manifest calls the fingerprint of the claims. */
  static final String CLAIMS = "claims";

  /** Names that {@link #next} gives. */
  private static final String OURS = "[a-z]+-\\d{4,}-[0-9a-f]{8}";

  private static final Duration STAY = Duration.ofMinutes(15);
  private static final String FOLDER = "publications";
  private static final String JSON = ".json";

  /** Marks a publication that no longer counts, and since when. */
  static final String SUPERSEDED = "_superseded";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The publication that counts, if there is one. */
  public static Optional<Publication> current(Storage storage, String series) throws IOException {
    if (!storage.exists(series + JSON)) {
      return Optional.empty();
    }
    JsonNode manifest;
    try {
      manifest = MAPPER.readTree(storage.read(series + JSON));
    } catch (JsonProcessingException e) {
      // A damaged one counts for nothing: tables are made again from receipts.
      return Optional.empty();
    }
    if (!manifest.hasNonNull("folder")) {
      return Optional.empty();
    }
    return Optional.of(
        new Publication(
            manifest.path("folder").asText(), manifest.path("grid").asText(), manifest));
  }

  /**
   * What is wrong with the first file that is not as it was published, if there is one.
   *
   * @param storage the result folder
   */
  public Optional<String> damage(Storage storage) throws IOException {
    for (JsonNode file : manifest.path("files")) {
      String name = folder + "/" + file.path("file").asText();
      if (!storage.exists(name)) {
        return Optional.of("there is no " + storage.describe(name));
      }
      if (!sha256(storage, name).hash().equals(file.path("sha256").asText())) {
        return Optional.of(storage.describe(name) + " is not as it was published");
      }
    }
    return Optional.empty();
  }

  /** The length of a file and its hash. */
  private record Hashed(long bytes, String hash) {}

  private static Hashed sha256(Storage storage, String name) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(storage.open(name), digest)) {
      return new Hashed(
          in.transferTo(java.io.OutputStream.nullOutputStream()), Sha256.hexadecimal(digest));
    }
  }

  /** Cells that are not complete and did not fail either. */
  private static final Set<String> NOT_FAILED =
      Set.of(UnitResult.COMPLETE, UnitResult.BENCHMARK, CertifiedRow.NOT_APPLICABLE);

  /** Number of cells that are not complete, but for those of a benchmark of the scheduler. */
  public long failed() {
    long failed = 0;
    for (String cells : List.of("cells", CERTIFIED)) {
      for (Map.Entry<String, JsonNode> count : manifest.path(cells).properties()) {
        if (!NOT_FAILED.contains(count.getKey())) {
          failed += count.getValue().asLong();
        }
      }
    }
    return failed;
  }

  /** Number of images, over all models and epsilons, that are both certified and broken. */
  public long contradicted() {
    return manifest.path(CONTRADICTED).asLong();
  }

  /** Whether nothing was measured. */
  public boolean isOfBenchmark() {
    return manifest.path("cells").has(UnitResult.BENCHMARK)
        || manifest.path(CERTIFIED).has(UnitResult.BENCHMARK);
  }

  /** Whether these claims were judged. */
  public boolean hasClaims(SweepConfiguration configuration) {
    return manifest.path(CLAIMS).asText().equals(configuration.claimsFingerprint());
  }

  /** Name of a folder for the next publication, which is not there yet. */
  public static String next(Storage storage, String series) throws IOException {
    Pattern numbered = Pattern.compile(series + "-(\\d+)-.*");
    int number =
        1
            + storage.list(FOLDER).stream()
                .map(numbered::matcher)
                .filter(Matcher::matches)
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .max()
                .orElse(0);
    return FOLDER
        + "/%s-%04d-%s".formatted(series, number, UUID.randomUUID().toString().substring(0, 8));
  }

  /**
   * Makes a folder the one that counts.
   *
   * @param facts what else to say of it
   */
  public static void publish(
      Storage storage, String series, String folder, String grid, Map<String, Object> facts)
      throws IOException {
    Optional<Publication> former = current(storage, series);
    ObjectNode manifest = MAPPER.createObjectNode();
    manifest.put("folder", folder);
    manifest.put("grid", grid);
    manifest.put("published", Instant.now().toString());
    facts.forEach((name, value) -> manifest.set(name, MAPPER.valueToTree(value)));
    manifest.set("files", files(storage, folder));
    if (former.isPresent()) {
      // So that the time that it stays begins now.
      storage.touch(former.get().folder + "/" + SUPERSEDED);
    }
    storage.replace(
        series + JSON, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
    PublicationLink.set(storage, series, new Publication(folder, grid, manifest));
  }

  private static ArrayNode files(Storage storage, String folder) throws IOException {
    ArrayNode files = MAPPER.createArrayNode();
    add(storage, folder, folder, files);
    return files;
  }

  private static void add(Storage storage, String root, String name, ArrayNode files)
      throws IOException {
    for (String entry : storage.list(name)) {
      String path = name + "/" + entry;
      if (storage.isFolder(path)) {
        add(storage, root, path, files);
      } else if (!entry.startsWith("_") && !entry.startsWith(".")) {
        Hashed hashed = sha256(storage, path);
        ObjectNode file = files.addObject();
        file.put("file", path.substring(root.length() + 1));
        file.put("bytes", hashed.bytes());
        file.put("sha256", hashed.hash());
      }
    }
  }

  /**
   * Removes what a killed run has left and publications that were superseded a while ago, and sets
   * links right. Only who has the lease may do so.
   */
  static void tidy(Storage storage) throws IOException {
    for (String folder : List.of("", "models/", Ledger.FOLDER + "/")) {
      for (String name : storage.list(folder)) {
        if (name.startsWith(Storage.STAGED)) {
          storage.delete(folder + name);
        }
      }
    }
    List<String> counting = new java.util.ArrayList<>();
    for (String series : List.of(TABLES, RESILIENCE)) {
      Optional<Publication> current = current(storage, series);
      if (current.isPresent()) {
        counting.add(current.get().folder);
        PublicationLink.set(storage, series, current.get());
      }
    }
    for (String name : storage.list(FOLDER)) {
      String folder = FOLDER + "/" + name;
      // What somebody has put there is left alone.
      if (name.matches(OURS) && !counting.contains(folder) && !staysYet(storage, folder)) {
        storage.delete(folder);
      }
    }
  }

  private static boolean staysYet(Storage storage, String folder) throws IOException {
    String mark = folder + "/" + SUPERSEDED;
    return storage.exists(mark) && storage.modified(mark).plus(STAY).isAfter(Instant.now());
  }
}
