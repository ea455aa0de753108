package org.qusecnets.sweep.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.UserException;

@Timeout(20)
class DatasetFetcherTest {
  private static final Duration LONG = Duration.ofSeconds(10);
  // Long enough that a busy machine does not look like a server that stalls.
  private static final Duration SHORT = Duration.ofSeconds(3);

  @TempDir Path dataDir;

  private final RecordedProgress progress = new RecordedProgress();
  private MirrorServer server;
  private DatasetDefinition photographs;
  private byte[] archive;
  private Path directory;
  private Path part;

  @BeforeEach
  void startServer() throws IOException {
    server = new MirrorServer();
    photographs =
        TinyPhotographs.definition(name -> List.of(server.uri("/first"), server.uri("/second")));
    archive = TinyPhotographs.archive(TinyPhotographs.files());
    directory = dataDir.resolve("photographs-files");
    part = directory.resolve(TinyPhotographs.ARCHIVE + ".part");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void tarArchiveIsReplacedByItsFiles() throws IOException, InterruptedException {
    server.serve("/first", archive);
    fetch(photographs);
    assertFetched();
    assertThat(server.requests()).containsExactly("/first");
  }

  @Test
  void compressedFilesAreKept() throws IOException, InterruptedException {
    DatasetDefinition tiny = TinyDigits.definition(name -> List.of(server.uri("/" + name)));
    for (Map.Entry<String, byte[]> file : TinyDigits.files().entrySet()) {
      server.serve("/" + file.getKey() + ".gz", Compressed.gzip(file.getValue()));
    }
    fetch(tiny);
    assertThat(namesIn(dataDir.resolve("tiny-files")))
        .containsExactlyInAnyOrder(
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz");
    assertThat(tiny.load(dataDir).train().size()).isEqualTo(3);
  }

  @Test
  void rightFilesAreLeftAlone() throws IOException, InterruptedException {
    DatasetDefinition tiny = TinyDigits.definition(name -> List.of(server.uri("/" + name)));
    TinyDigits.write(dataDir);
    fetch(tiny);
    assertThat(server.requests()).isEmpty();
    assertThat(progress.present).hasSize(4).contains("train-images-idx3-ubyte.gz");
  }

  @Test
  void onlyMissingFilesAreDownloaded() throws IOException, InterruptedException {
    DatasetDefinition tiny = TinyDigits.definition(name -> List.of(server.uri("/" + name)));
    Files.delete(TinyDigits.write(dataDir).resolve(TinyDigits.TRAIN_LABELS));
    serveLabels();
    fetch(tiny);
    assertThat(server.requests()).containsExactly("/train-labels-idx1-ubyte.gz");
    assertThat(tiny.load(dataDir).train().label(0)).isEqualTo(3);
  }

  @Test
  void damagedFileIsReplaced() throws IOException, InterruptedException {
    DatasetDefinition tiny = TinyDigits.definition(name -> List.of(server.uri("/" + name)));
    Path labels = TinyDigits.write(dataDir).resolve(TinyDigits.TRAIN_LABELS);
    Files.write(labels, new byte[11]);
    serveLabels();
    fetch(tiny);
    assertThat(labels).doesNotExist();
    assertThat(tiny.load(dataDir).train().label(0)).isEqualTo(3);
  }

  @Test
  void datasetOfTheProgramNeedsNoDownload() throws InterruptedException {
    fetch(Datasets.named("mnist-sample"));
    assertThat(progress.present).hasSize(4);
    assertThat(dataDir).isEmptyDirectory();
  }

  @Test
  void mirrorWithoutTheFileIsPassedOver() throws IOException, InterruptedException {
    server.fail("/first", 404);
    server.serve("/second", archive);
    fetch(photographs);
    assertFetched();
    assertThat(progress.failures).containsExactly("/first: the server answered with status 404");
  }

  @Test
  void corruptDownloadIsDeletedAndTheNextMirrorTried() throws IOException, InterruptedException {
    Map<String, byte[]> corrupt = TinyPhotographs.files();
    corrupt.get("data_batch_4.bin")[100]++;
    server.serve("/first", TinyPhotographs.archive(corrupt));
    server.serve("/second", archive);
    fetch(photographs);
    assertFetched();
    assertThat(server.requests()).containsExactly("/first", "/second");
    assertThat(progress.failures)
        .singleElement()
        .asString()
        .contains("its SHA-256 is " + Sha256.of(corrupt.get("data_batch_4.bin")))
        .contains("published are " + archive.length + " with " + Sha256.of(archive));
  }

  @Test
  void archiveWithoutAFileIsDamaged() throws IOException, InterruptedException {
    Map<String, byte[]> incomplete = TinyPhotographs.files();
    incomplete.remove("test_batch.bin");
    server.serve("/first", TinyPhotographs.archive(incomplete));
    server.serve("/second", archive);
    fetch(photographs);
    assertFetched();
    assertThat(progress.failures).singleElement().asString().contains("no file test_batch.bin");
  }

  @Test
  void rightContentCompressedInAnotherWayIsAccepted() throws IOException, InterruptedException {
    Map<String, byte[]> more = new TreeMap<>(TinyPhotographs.files());
    more.put("readme.html", new byte[10]);
    server.serve("/first", TinyPhotographs.archive(more));
    fetch(photographs);
    assertFetched();
  }

  @Test
  void webPageInsteadOfTheFileIsDamaged() throws IOException, InterruptedException {
    server.serve("/first", "<html>Not here any more.</html>".getBytes(StandardCharsets.UTF_8));
    server.serve("/second", archive);
    fetch(photographs);
    assertFetched();
    assertThat(progress.failures)
        .singleElement()
        .asString()
        .contains("it is not compressed: another file, such as a server's page");
  }

  @Test
  void truncatedDownloadIsContinuedAtTheNextMirror() throws IOException, InterruptedException {
    server.serveTruncated("/first", archive, 1000);
    server.serve("/second", archive);
    fetch(photographs);
    assertFetched();
    assertThat(server.requests()).containsExactly("/first", "/second bytes=1000-");
  }

  @Test
  void stalledDownloadTimesOutAndIsContinuedAtTheNextMirror()
      throws IOException, InterruptedException {
    server.serveStalling("/first", archive, 1000);
    server.serve("/second", archive);
    new DatasetFetcher(dataDir, new FetchOptions(LONG, SHORT), progress).fetch(photographs);
    assertFetched();
    assertThat(server.requests()).containsExactly("/first", "/second bytes=1000-");
    assertThat(progress.failures).containsExactly("/first: no data for 3 seconds");
  }

  @Test
  void slowDownloadIsNoStall() throws IOException, InterruptedException {
    server.serveSlowly("/first", archive, Duration.ofMillis(700));
    new DatasetFetcher(dataDir, new FetchOptions(LONG, SHORT), progress).fetch(photographs);
    assertFetched();
    assertThat(server.requests()).containsExactly("/first");
  }

  @Test
  void serverThatNeverAnswersTimesOut() throws IOException, InterruptedException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
      photographs = TinyPhotographs.definition(name -> List.of(uri));
      DatasetFetcher fetcher = new DatasetFetcher(dataDir, new FetchOptions(LONG, SHORT), progress);
      assertThatThrownBy(() -> fetcher.fetch(photographs))
          .isInstanceOf(UserException.class)
          .hasMessageContaining(uri + ": no data for 3 seconds");
    }
  }

  @Test
  void redirectIsFollowed() throws IOException, InterruptedException {
    server.redirect("/first", "/moved");
    server.serve("/moved", archive);
    fetch(photographs);
    assertFetched();
  }

  @Test
  void interruptionStopsTheFetch() throws IOException {
    server.serveStalling("/first", archive, 0);
    Thread fetching = Thread.currentThread();
    Thread interrupting =
        new Thread(
            () -> {
              while (server.requests().isEmpty()) {
                Thread.onSpinWait();
              }
              fetching.interrupt();
            });
    interrupting.start();
    assertThatThrownBy(() -> fetch(photographs)).isInstanceOf(InterruptedException.class);
    assertThat(progress.failures).isEmpty();
  }

  @Test
  void interruptedThreadStartsNoDownload() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> fetch(photographs)).isInstanceOf(InterruptedException.class);
    assertThat(server.requests()).isEmpty();
    assertThat(part).doesNotExist();
  }

  @Test
  void earlierDownloadIsContinued() throws IOException, InterruptedException {
    server.serve("/first", archive);
    writePart(Arrays.copyOf(archive, 700));
    fetch(photographs);
    assertFetched();
    assertThat(server.requests()).containsExactly("/first bytes=700-");
  }

  @Test
  void serverThatIgnoresTheRangeSendsAfresh() throws IOException, InterruptedException {
    server.serveWhole("/first", archive);
    writePart(Arrays.copyOf(archive, 700));
    fetch(photographs);
    assertFetched();
    assertThat(server.requests()).containsExactly("/first bytes=700-");
  }

  @Test
  void unusablePartIsDownloadedAfreshFromTheSameMirror() throws IOException, InterruptedException {
    server.serve("/first", archive);
    writePart(new byte[700]);
    fetch(photographs);
    assertFetched();
    assertThat(server.requests()).containsExactly("/first bytes=700-", "/first");
    assertThat(progress.failures).isEmpty();
  }

  @Test
  void partThatTheServerCannotContinueIsDownloadedAfresh()
      throws IOException, InterruptedException {
    Map<String, byte[]> files = TinyPhotographs.files();
    byte[] shorter = Compressed.gzip(Compressed.tar("f", files));
    assertThat(shorter.length).isLessThan(archive.length);
    server.serve("/first", shorter);
    writePart(Arrays.copyOf(archive, shorter.length));
    fetch(photographs);
    assertFetched();
    assertThat(server.requests()).containsExactly("/first bytes=" + shorter.length + "-", "/first");
  }

  @Test
  void completePartIsInstalledWithoutADownload() throws IOException, InterruptedException {
    writePart(archive);
    fetch(photographs);
    assertFetched();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void progressGrowsToTheWhole() throws IOException, InterruptedException {
    server.serve("/first", archive);
    fetch(photographs);
    assertThat(progress.bytes).isSorted().last().isEqualTo((long) archive.length);
  }

  @Test
  void failureOfAllMirrorsListsEachReason() throws IOException {
    server.fail("/first", 503);
    server.serve("/second", Arrays.copyOf(archive, 500));
    assertThatThrownBy(() -> fetch(photographs))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "Cannot fetch photographs: no mirror gives tiny-photographs.tar.gz:\n  ")
        .hasMessageContaining(server.uri("/first") + ": the server answered with status 503,\n  ")
        .hasMessageContaining(server.uri("/second") + ": it ends too early")
        .hasMessageEndingWith(
            ";\ncheck the network and try again, or put the file into " + directory + " yourself");
    assertThat(namesIn(directory)).isEmpty();
  }

  @Test
  void unreachableServerIsNamed() throws IOException {
    URI closed = server.uri("/closed");
    server.close();
    photographs = TinyPhotographs.definition(name -> List.of(closed));
    assertThatThrownBy(() -> fetch(photographs))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(closed + ": cannot connect");
    assertThat(part).doesNotExist();
  }

  @Test
  void folderThatCannotBeMadeIsAUserError() throws IOException {
    Files.writeString(directory, "a file");
    assertThatThrownBy(() -> fetch(photographs))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "Cannot fetch photographs: the folder " + directory + " cannot be made")
        .hasMessageEndingWith("choose another one with --data-dir");
  }

  private void fetch(DatasetDefinition dataset) throws InterruptedException {
    new DatasetFetcher(dataDir, new FetchOptions(LONG, LONG), progress).fetch(dataset);
  }

  private void serveLabels() throws IOException {
    server.serve(
        "/train-labels-idx1-ubyte.gz",
        Compressed.gzip(TinyDigits.files().get(TinyDigits.TRAIN_LABELS)));
  }

  private void writePart(byte[] bytes) throws IOException {
    Files.createDirectories(directory);
    Files.write(part, bytes);
  }

  private void assertFetched() throws IOException {
    Map<String, byte[]> files = TinyPhotographs.files();
    assertThat(namesIn(directory)).containsExactlyInAnyOrderElementsOf(files.keySet());
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      assertThat(directory.resolve(file.getKey())).hasBinaryContent(file.getValue());
    }
  }

  private static List<String> namesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
