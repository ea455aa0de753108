package org.qusecnets.sweep.jobs.publication;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.jobs.run.SparkLifecycle;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.jobs.store.ResultFolder;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.report.Report;
import org.qusecnets.sweep.report.ReportTables;

/** The report in a result folder, made from the tables that count and from nothing else. */
public final class ReportFile {
  static final String FILE = "report.html";

  /** Where in the page its publication is named at the latest. */
  private static final int HEAD = 1000;

  private ReportFile() {}

  /**
   * Checks that there is something to report.
   *
   * @throws UserException if there are no tables
   */
  public static void check(Storage storage) {
    try {
      publication(storage);
    } catch (IOException e) {
      throw failure(storage, e);
    }
  }

  /**
   * Writes the report, over a former one if there is one.
   *
   * @throws UserException if there are no tables, or they cannot be read, or it cannot be written
   */
  public static void write(SparkLifecycle spark, Storage storage) {
    try {
      Publication publication = publication(storage);
      ReportTables rows = rows(spark, storage, publication);
      check(storage, publication);
      storage.replace(FILE, Report.html(rows).getBytes(StandardCharsets.UTF_8));
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      throw e instanceof UserException mistake ? mistake : failure(storage, e);
    }
  }

  private static ReportTables rows(SparkLifecycle spark, Storage storage, Publication publication)
      throws IOException {
    try {
      PublishedTables tables = new PublishedTables(spark.context(), storage, publication.folder());
      ReportTables.Origin origin = origin(storage, publication, tables.models());
      return spark.described("read the tables for the report", () -> tables.read(origin));
    } catch (UserException e) {
      // Such as that another version wrote them.
      throw e;
    } catch (Exception e) {
      check(storage, publication);
      throw e;
    }
  }

  /** Checks that the tables are as they were published. */
  private static void check(Storage storage, Publication publication) throws IOException {
    Optional<String> damage = publication.damage(storage);
    if (damage.isPresent()) {
      throw new UserException(
          "Cannot make the report of "
              + storage
              + ": "
              + damage.get()
              + "; run the sweep again, sweep run "
              + storage.describe(ResultFolder.CONFIGURATION)
              + " --out "
              + storage
              + ", which makes the tables anew from what is finished");
    }
  }

  /** Whether there is a report of this publication. */
  public static boolean isCurrent(Storage storage, Publication publication) {
    try {
      if (!storage.exists(FILE)) {
        return false;
      }
      try (InputStream in = storage.open(FILE)) {
        return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8)
            .contains("\"" + publication.folder() + "\"");
      }
    } catch (IOException e) {
      throw failure(storage, e);
    }
  }

  /** The line that tells of it. */
  public static String told(Storage storage) {
    return "Report: " + storage.describe(FILE);
  }

  private static Publication publication(Storage storage) throws IOException {
    if (!storage.exists(ResultFolder.MARKER)) {
      throw new UserException(
          "Cannot make a report of "
              + storage
              + ": there is no sweep; name the folder that sweep run wrote to");
    }
    Optional<Publication> publication = Publication.current(storage, Publication.TABLES);
    return publication.orElseThrow(
        () ->
            new UserException(
                "Cannot make a report of "
                    + storage
                    + ": it has no tables yet; let sweep run come to its end first"));
  }

  private static ReportTables.Origin origin(Storage storage, Publication publication, long models)
      throws IOException {
    JsonNode manifest = publication.manifest();
    Map<String, Long> cells = new TreeMap<>();
    manifest.path("cells").properties().forEach(c -> cells.put(c.getKey(), c.getValue().asLong()));
    JsonNode marker = new ObjectMapper().readTree(storage.read(ResultFolder.MARKER));
    return new ReportTables.Origin(
        marker.path("name").asText(),
        // Without the way to it, which is nobody else's business.
        new org.apache.hadoop.fs.Path(storage.toString()).getName(),
        publication.folder(),
        manifest.path("published").asText(),
        manifest.path("version").asText(),
        cells,
        models);
  }

  private static UserException failure(Storage storage, Exception cause) {
    return new UserException(
        "Cannot make the report of "
            + storage
            + ": "
            + InfrastructureException.explain(cause).lines().findFirst().orElseThrow()
            + "; the tables are as they were, mend that and run sweep report "
            + storage,
        cause);
  }
}
