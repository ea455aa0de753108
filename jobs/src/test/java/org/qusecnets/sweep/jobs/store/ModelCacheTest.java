package org.qusecnets.sweep.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.config.ConfigurationReader;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.jobs.command.TinySweep;
import org.qusecnets.sweep.network.TrainedModel;

class ModelCacheTest {
  private static final int TASKS = 4;
  private static ModelSpecification specification;

  @BeforeAll
  static void plan(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("tiny.conf"), TinySweep.CONFIGURATION);
    specification =
        Grid.of(ConfigurationReader.read(file, List.of(), DatasetCatalog.registered()))
            .models()
            .get(0);
  }

  private static TrainedModel model(String sha256) {
    return new TrainedModel(new byte[0], sha256, 0, new float[0][], List.of(), null, null);
  }

  @Test
  void tasksThatAskAtTheSameTimeReadAModelOnce() throws Exception {
    AtomicInteger readings = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(TASKS);
    ModelReference reference = new ModelReference(specification, "a");
    ExecutorService tasks = Executors.newFixedThreadPool(TASKS);
    try {
      List<Future<TrainedModel>> found = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        found.add(
            tasks.submit(
                () -> {
                  together.await();
                  return ModelCache.get(
                      "once",
                      reference,
                      () -> {
                        readings.incrementAndGet();
                        return model("a");
                      });
                }));
      }
      TrainedModel first = found.get(0).get();
      for (Future<TrainedModel> other : found) {
        assertThat(other.get()).isSameAs(first);
      }
    } finally {
      tasks.shutdownNow();
    }
    assertThat(readings).hasValue(1);
  }

  @Test
  void aModelOfOtherBytesIsAnother() throws IOException {
    ModelCache.get("other", new ModelReference(specification, "a"), () -> model("a"));
    assertThat(
            ModelCache.get("other", new ModelReference(specification, "b"), () -> model("b"))
                .sha256())
        .isEqualTo("b");
  }

  @Test
  void whatCouldNotBeReadIsReadAgain() throws IOException {
    ModelReference reference = new ModelReference(specification, "c");
    assertThatThrownBy(
            () ->
                ModelCache.get(
                    "again",
                    reference,
                    () -> {
                      throw new IOException("gone");
                    }))
        .hasMessage("gone");
    assertThat(ModelCache.get("again", reference, () -> model("c")).sha256()).isEqualTo("c");
  }
}
