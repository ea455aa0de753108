package org.qusecnets.sweep.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lease whose owner is there and does nothing: it takes some heartbeats to tell. */
@Tag("endurance")
class SilentLeaseIT {
  @Test
  void itIsTakenOver(@TempDir Path folder) throws IOException {
    Storage storage = Storage.of(folder.toString());
    ObjectNode silent = new ObjectMapper().createObjectNode();
    ProcessIdentity.current().putInto(silent);
    storage.create(
        Lease.FILE, silent.put("token", "another").toString().getBytes(StandardCharsets.UTF_8));

    List<String> told = new ArrayList<>();
    Lease.Observer observer =
        new Lease.Observer() {
          @Override
          public void lost() {
            told.add("lost");
          }

          @Override
          public void watching(Storage watched, JsonNode lease, long seconds) {
            told.add(watched + " " + lease.path("token").asText() + " " + seconds);
          }
        };

    long start = System.nanoTime();
    try (Lease taken = Lease.take(storage, observer)) {
      taken.check();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(15));
    assertThat(told).containsExactly(folder + " another 20");
  }
}
