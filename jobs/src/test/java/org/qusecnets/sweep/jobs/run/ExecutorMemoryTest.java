package org.qusecnets.sweep.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.Datasets;

class ExecutorMemoryTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"local, 1", "local[3], 3", "'local[3,2]', 3"})
  void localModeIsOneExecutorWithTheHeapOfThisJvm(String master, int tasks) {
    ExecutorMemory memory = ExecutorMemory.of(new SparkConf(false).setMaster(master));
    assertThat(memory.tasks()).isEqualTo(tasks);
    assertThat(memory.heap()).isEqualTo(Math.round(Runtime.getRuntime().maxMemory() / 1048576.0));
  }

  @Test
  void aClusterIsWhatItIsConfiguredToBe() {
    SparkConf configuration =
        new SparkConf(false)
            .setMaster("spark://host:7077")
            .set("spark.executor.memory", "4g")
            .set("spark.executor.cores", "4");
    ExecutorMemory memory = ExecutorMemory.of(configuration);
    assertThat(memory).isEqualTo(new ExecutorMemory(4096, 4));
    assertThat(memory.nativeMemory()).isEqualTo(512 + 4 * 512);
    assertThat(memory.process()).isEqualTo(4096 + memory.nativeMemory() + 1024);
    assertThat(memory.overhead()).isEqualTo(memory.nativeMemory() + 1024 + 2048);
  }

  @Test
  void tooManyTasksForTheHeapAreRefusedWithTheNumbers() {
    Dataset sample = Datasets.named("mnist-sample").load(folder);
    assertThatCode(() -> new ExecutorMemory(1024, 1).check(List.of(sample)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> new ExecutorMemory(1024, 4).check(List.of(sample)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot run 4 tasks at a time in 1,024 MB of heap: they need 1,920")
        .hasMessageContaining("18 MB for datasets and 1,938 MB in all")
        .hasMessageContaining("SWEEP_HEAP");
  }
}
