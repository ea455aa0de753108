package org.qusecnets.sweep.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.UserException;

public class LeaseTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;
  private Storage storage;

  @BeforeEach
  void openFolder() throws IOException {
    storage = storage();
  }

  /** An empty folder. */
  protected Storage storage() throws IOException {
    return Storage.of(folder.toString());
  }

  @Test
  void theSecondIsToldWhoHasIt() {
    try (Lease first = Lease.take(storage, () -> {})) {
      assertThatThrownBy(() -> Lease.take(storage, () -> {}))
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith(
              "Cannot write to "
                  + storage
                  + ": another run is writing there (process "
                  + ProcessHandle.current().pid()
                  + " of "
                  + System.getProperty("user.name"))
          .hasMessageEndingWith("wait for it or name another folder with --out");
      first.check();
    }
  }

  @Test
  void itIsFreeOnceItIsGivenBack() throws IOException {
    Lease.take(storage, () -> {}).close();
    assertThat(storage.list("")).isEmpty();
    Lease.take(storage, () -> {}).close();
    assertThat(storage.list("")).isEmpty();
  }

  @Test
  void thatOfADeadProcessIsTakenOverAtOnce() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    JsonNode dead = changed("process", process.pid());
    storage.create(Lease.FILE, MAPPER.writeValueAsBytes(dead));

    try (Lease taken = Lease.take(storage, () -> {})) {
      taken.check();
      assertThat(storage.list("")).containsExactly(Lease.FILE);
    }
  }

  @Test
  void thatOfAnotherProcessWithTheSameNumberIsTakenOver() throws IOException {
    JsonNode former = changed("process-started", "2001-01-01T00:00:00Z");
    storage.create(Lease.FILE, MAPPER.writeValueAsBytes(former));

    try (Lease taken = Lease.take(storage, () -> {})) {
      taken.check();
    }
  }

  @Test
  void thatOfAProcessThatNobodyHasWaitedForIsTakenOverAtOnce()
      throws IOException, InterruptedException {
    // What replaces the shell knows nothing of its child.
    Process parent = new ProcessBuilder("sh", "-c", "sleep 0.5 & echo $!; exec sleep 60").start();
    try {
      long zombie = Long.parseLong(parent.inputReader().readLine());
      while (!Files.readString(Path.of("/proc/" + zombie + "/stat")).contains(") Z ")) {
        Thread.sleep(10);
      }
      storage.create(Lease.FILE, MAPPER.writeValueAsBytes(changed("process", zombie)));

      long start = System.nanoTime();
      try (Lease taken = Lease.take(storage, () -> {})) {
        taken.check();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }

  @Test
  void whoHasLostItIsToldAndLeavesTheOtherOnesAlone() throws IOException, InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    byte[] other;
    try (Lease lease = Lease.take(storage, told::countDown)) {
      lease.checkKept();
      other = MAPPER.writeValueAsBytes(node().put("token", "another").put("host", "elsewhere"));
      storage.replace(Lease.FILE, other);

      assertThat(told.await(1, TimeUnit.MINUTES)).isTrue();
      assertThatThrownBy(lease::checkKept)
          .isInstanceOf(UserException.class)
          .hasMessageContaining("another run has taken it over")
          .hasMessageContaining("on elsewhere");
    }
    assertThat(storage.read(Lease.FILE)).isEqualTo(other);
  }

  /** What this process would write, but for one field. */
  private JsonNode changed(String field, Object value) throws IOException {
    try (Lease lease = Lease.take(storage, () -> {})) {
      lease.check();
      return node().set(field, MAPPER.valueToTree(value));
    }
  }

  private ObjectNode node() throws IOException {
    return (ObjectNode) Lease.read(storage).orElseThrow();
  }
}
