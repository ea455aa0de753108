package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.jobs.publication.Publication;
import org.qusecnets.sweep.jobs.store.DataFolder;
import org.qusecnets.sweep.jobs.store.Lease;
import org.qusecnets.sweep.jobs.store.LeaseTest;
import org.qusecnets.sweep.jobs.store.Storage;

/** Results and data on a file system that is not the local one: a real HDFS in this JVM. */
@Tag("endurance")
class HadoopFileSystemIT {
  private static final String CONFIGURATION =
      """
      datasets = [ { name = mnist-sample, train-images = 200, test-images = 20 } ]
      training { epochs = 1, batch-size = 64 }
      defenses = [ { type = none }, { type = cq, levels = 2 } ]
      attacks = [ { type = fgsm, epsilons = [0.1, 0.3] } ]
      seeds = [7]
      evaluation { chunk-size = 5, pictures = 2 }
      resilience { steps = 2, draws = 1 }
      """;
  private static final int UNITS = 8;
  private static final int REPLACES = 100;

  @TempDir private static Path folder;
  private static MiniDFSCluster hdfs;
  private static Path configuration;

  @BeforeAll
  static void startHdfs() throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    hdfs = new MiniDFSCluster.Builder(hadoop).numDataNodes(1).build();
    configuration = Files.writeString(folder.resolve("few.conf"), CONFIGURATION);
  }

  @AfterAll
  static void stopHdfs() {
    hdfs.shutdown();
  }

  /** A folder that is not there. */
  private static String fresh() {
    return hdfs.getURI() + "/my r\u00e9sults/" + UUID.randomUUID();
  }

  private static CommandLineRun command(String command, String out, String... more) {
    return CommandLineRun.of(
        Stream.concat(
                Stream.of(command, configuration.toString(), "--out", out, "--master", "local[2]"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static Map<String, List<String>> tables(String out) throws IOException {
    Storage storage = Storage.of(out);
    Publication published = Publication.current(storage, Publication.TABLES).orElseThrow();
    return Tables.repeatable(storage.path(published.folder()).toString());
  }

  @Test
  void aSweepGivesTheTablesOfALocalFolderAndGoesOnWhereItWas() throws IOException {
    Path local = folder.resolve("local");
    CommandLineRun alone = command("run", local.toString());
    assertThat(alone.exitCode()).as(alone.err()).isZero();

    String out = fresh();
    CommandLineRun first = command("run", out);
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).contains("Tables: " + out + "/publications/tables-0001-");
    Map<String, List<String>> tables = tables(out);
    assertThat(tables).isEqualTo(Tables.repeatable(local));

    Storage storage = Storage.of(out);
    Map<String, Instant> work = files(storage, "work/units", "models");
    assertThat(work.keySet().stream().filter(name -> name.endsWith(".avro")))
        .as("receipts of two trainings, two predictions and the attacks")
        .hasSize(2 + 2 + UNITS);
    assertThat(storage.list("work/started")).isEmpty();
    storage.delete("publications");
    storage.delete("tables.json");

    CommandLineRun again = command("run", out);
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(files(storage, "work/units", "models")).isEqualTo(work);
    assertThat(tables(out)).isEqualTo(tables);

    CommandLineRun complete = command("run", out);
    assertThat(complete.exitCode()).as(complete.err()).isZero();
    assertThat(complete.out()).startsWith("This sweep is complete");

    CommandLineRun status = CommandLineRun.of("status", out);
    assertThat(status.exitCode()).as(status.err()).isZero();
    assertThat(status.out())
        .contains("few in " + out)
        .contains("Run        none")
        .contains("2 of 2 models trained, 8 of 8 units done")
        .contains("4 cells complete, in " + out + "/publications/tables-0001-");
  }

  @Test
  void aSecondRunIsRefusedWhileTheFirstHasTheFolder() throws IOException {
    String out = fresh();
    Storage storage = Storage.of(out);
    storage.makeFolder("");
    try (Lease held = Lease.take(storage, () -> {})) {
      CommandLineRun second = command("run", out);
      assertThat(second.exitCode()).isEqualTo(2);
      assertThat(second.err())
          .startsWith("Cannot write to " + out + ": another run is writing there (process ")
          .doesNotContain("\tat ");
      held.check();
    }
    assertThat(storage.list("")).isEmpty();
  }

  @Test
  void theNoiseAnalysisIsThatOfALocalFolder() throws IOException {
    Path local = folder.resolve("noise");
    CommandLineRun alone = command("resilience", local.toString());
    assertThat(alone.exitCode()).as(alone.err()).isZero();

    String out = fresh();
    CommandLineRun remote = command("resilience", out);
    assertThat(remote.exitCode()).as(remote.err()).isZero();
    assertThat(remote.out())
        .contains("Table and report (report.html): " + out + "/publications/resilience-0001-");

    Storage storage = Storage.of(out);
    String published = Publication.current(storage, Publication.RESILIENCE).orElseThrow().folder();
    assertThat(noise(storage.describe(published) + "/tables"))
        .isEqualTo(noise(local.resolve("resilience/tables").toString()))
        .hasSize(2 * 3 * (2 + 1));
    assertThat(storage.read(published + "/report.txt"))
        .isEqualTo(Files.readAllBytes(local.resolve("resilience/report.txt")));
  }

  private static List<String> noise(String tables) {
    return Tables.rows(tables, "resilience").stream().map(Row::json).sorted().toList();
  }

  @Test
  void aReaderFindsAWholeFileWhileItIsReplaced() throws Exception {
    Storage storage = Storage.of(fresh());
    storage.replace("small", content(0));
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<?> writer =
          threads.submit(
              () -> {
                for (int i = 1; i <= REPLACES; i++) {
                  storage.replace("small", content(i));
                }
                return null;
              });
      int last = 0;
      while (last < REPLACES) {
        boolean over = writer.isDone();
        byte[] found = storage.read("small");
        int number = Integer.parseInt(text(found).substring(0, 3));
        assertThat(found).isEqualTo(content(number));
        assertThat(number).isBetween(last, REPLACES);
        assertThat(over && number < REPLACES).isFalse();
        last = number;
      }
      writer.get();
    } finally {
      threads.shutdownNow();
    }
    assertThat(storage.list("")).containsExactly("small");
  }

  private static byte[] content(int number) {
    char[] rest = new char[1000 + number];
    Arrays.fill(rest, 'x');
    return ("%03d".formatted(number) + new String(rest)).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  @Test
  void aFileThatIsBeingCreatedIsThereAlready() throws IOException {
    Storage storage = Storage.of(fresh());
    storage.makeFolder("");
    try (var open = hdfs.getFileSystem().create(storage.path("begun"), false)) {
      open.write(1);
      assertThat(storage.create("begun", new byte[] {2})).isFalse();
    }
    assertThat(storage.read("begun")).containsExactly(1);
    assertThat(storage.create("begun", new byte[] {2})).isFalse();
    assertThat(storage.create("new", new byte[] {2})).isTrue();
  }

  @Test
  void ofEachFileOfADataSetOnePlaceIsCopied(@TempDir Path copy) throws IOException {
    Storage data = Storage.of(fresh());
    data.write("set/a", new byte[] {1});
    data.write("set/a.gz", new byte[] {2});
    data.write("set/b.gz", new byte[] {3});
    List<List<String>> places =
        Stream.of("set/a", "set/b", "set/c").map(file -> List.of(file, file + ".gz")).toList();

    DataFolder.copy(data, places, copy);

    assertThat(copy.resolve("set").toFile().list()).containsExactlyInAnyOrder("a", "b.gz");
    assertThat(copy.resolve("set/a")).hasBinaryContent(new byte[] {1});
    assertThat(copy.resolve("set/b.gz")).hasBinaryContent(new byte[] {3});
  }

  @Test
  void dataThatAreNotWhatTheyMustBeAreNamedByTheirUri() throws IOException {
    String folder = fresh();
    String[] run = {
      "run",
      configuration.toString(),
      "--set",
      "datasets=[{name=mnist, test-images=20}]",
      "--data-dir",
      folder,
      "--out",
      fresh()
    };
    CommandLineRun missing = CommandLineRun.of(run);
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err())
        .startsWith("Cannot load mnist: there is no " + folder + "/mnist/train-images-idx3-ubyte")
        .contains("run `sweep data fetch mnist --data-dir DIR` and copy DIR to " + folder);

    Storage.of(folder).write("mnist/train-images-idx3-ubyte", new byte[] {0, 0, 8, 3, 0, 0, 0, 1});
    CommandLineRun damaged = CommandLineRun.of(run);
    assertThat(damaged.exitCode()).isEqualTo(2);
    assertThat(damaged.err())
        .startsWith("Cannot load mnist: " + folder + "/mnist/train-images-idx3-ubyte is damaged: ")
        .doesNotContain("\tat ");

    CommandLineRun verified = CommandLineRun.of("data", "verify", "mnist", "--data-dir", folder);
    assertThat(verified.exitCode()).isEqualTo(2);
    assertThat(verified.out())
        .contains("mnist train-images-idx3-ubyte: damaged (" + folder)
        .contains("mnist train-labels-idx1-ubyte: missing (no " + folder);

    CommandLineRun fetched = CommandLineRun.of("data", "fetch", "mnist", "--data-dir", folder);
    assertThat(fetched.exitCode()).isEqualTo(2);
    assertThat(fetched.err())
        .contains("it is not a local folder; fetch into one and copy it there");
  }

  /** When files were written, by name. */
  private static Map<String, Instant> files(Storage storage, String... folders) throws IOException {
    Map<String, Instant> files = new TreeMap<>();
    for (String folder : folders) {
      for (String name : storage.list(folder)) {
        String path = folder + "/" + name;
        if (storage.isFolder(path)) {
          files.putAll(files(storage, path));
        } else {
          files.put(path, storage.modified(path));
        }
      }
    }
    return files;
  }

  /** The lease of a folder there. */
  @Nested
  class LeaseOnHdfs extends LeaseTest {
    @Override
    protected Storage storage() throws IOException {
      Storage storage = Storage.of(fresh());
      storage.makeFolder("");
      return storage;
    }
  }
}
