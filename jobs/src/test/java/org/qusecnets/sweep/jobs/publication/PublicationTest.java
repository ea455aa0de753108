package org.qusecnets.sweep.jobs.publication;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.jobs.store.Storage;

class PublicationTest {
  private static final int PUBLISHES = 200;
  private static final int FILES = 8;

  @TempDir private Path folder;

  /** Publishes files that all hold the same number. */
  private void publish(Storage storage, int number) throws IOException {
    String next = Publication.next(storage, Publication.TABLES);
    for (int i = 0; i < FILES; i++) {
      storage.write(
          next + "/cells/part-" + i, String.valueOf(number).getBytes(StandardCharsets.UTF_8));
    }
    Publication.publish(storage, Publication.TABLES, next, "grid", Map.of());
    Publication.tidy(storage);
  }

  /** What a reader finds: the numbers in all files of one publication. */
  private static Set<String> read(Path publication) throws IOException {
    Set<String> found = new HashSet<>();
    try (Stream<Path> files = Files.list(publication.resolve("cells"))) {
      List<Path> parts = files.toList();
      found.add("files: " + parts.size());
      for (Path part : parts) {
        found.add(Files.readString(part));
      }
    }
    return found;
  }

  @Test
  void aReaderNeverSeesAPartOfAPublication() throws Exception {
    Storage storage = Storage.of(folder.toString());
    publish(storage, 0);
    AtomicBoolean over = new AtomicBoolean();
    Callable<Integer> byPointer =
        () -> {
          Set<String> seen = new HashSet<>();
          while (!over.get()) {
            JsonNode pointer = new ObjectMapper().readTree(folder.resolve("tables.json").toFile());
            assertWhole(read(folder.resolve(pointer.path("folder").asText())), seen);
          }
          return seen.size();
        };
    Callable<Integer> byLink =
        () -> {
          Set<String> seen = new HashSet<>();
          while (!over.get()) {
            assertWhole(read(folder.resolve("tables").toRealPath()), seen);
          }
          return seen.size();
        };
    ExecutorService readers = Executors.newFixedThreadPool(2);
    try {
      Future<Integer> first = readers.submit(byPointer);
      Future<Integer> second = readers.submit(byLink);
      for (int number = 1; number <= PUBLISHES; number++) {
        publish(storage, number);
      }
      over.set(true);
      assertThat(first.get()).as("publications seen").isGreaterThan(5);
      assertThat(second.get()).as("publications seen").isGreaterThan(5);
    } finally {
      over.set(true);
      readers.shutdownNow();
    }
    assertThat(read(folder.resolve("tables"))).contains(String.valueOf(PUBLISHES));
  }

  private static void assertWhole(Set<String> found, Set<String> seen) {
    assertThat(found).hasSize(2).contains("files: " + FILES);
    seen.addAll(found);
  }

  @Test
  void thePointerTellsEveryFileWithItsHash() throws IOException {
    Storage storage = Storage.of(folder.toString());
    publish(storage, 7);
    JsonNode files =
        new ObjectMapper().readTree(folder.resolve("tables.json").toFile()).path("files");
    assertThat(files).hasSize(FILES);
    assertThat(files.get(0).path("bytes").asInt()).isEqualTo(1);
    assertThat(files.get(0).path("sha256").asText())
        .isEqualTo(org.qusecnets.sweep.Sha256.of("7".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aLinkThatAKilledRunDidNotMoveIsSetRight() throws IOException {
    Storage storage = Storage.of(folder.toString());
    publish(storage, 1);
    Path former = folder.resolve("tables").toRealPath();
    publish(storage, 2);
    Files.delete(folder.resolve("tables"));
    Files.createSymbolicLink(folder.resolve("tables"), folder.relativize(former));
    Publication.tidy(storage);
    assertThat(read(folder.resolve("tables"))).contains("2");
  }

  @Test
  void aFormerPublicationStaysForAWhile() throws IOException {
    Storage storage = Storage.of(folder.toString());
    publish(storage, 1);
    Path former = folder.resolve("tables").toRealPath();
    publish(storage, 2);
    assertThat(read(former)).contains("1");
    Files.setLastModifiedTime(
        former.resolve("_superseded"),
        java.nio.file.attribute.FileTime.from(
            java.time.Instant.now().minus(java.time.Duration.ofHours(1))));
    Publication.tidy(storage);
    assertThat(former).doesNotExist();
  }
}
