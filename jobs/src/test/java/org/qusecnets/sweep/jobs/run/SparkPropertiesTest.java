package org.qusecnets.sweep.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.DatasetDefinition;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.dataset.ImageSet;

/** The files for {@code spark-submit --properties-file}. */
class SparkPropertiesTest {
  private static final String EXECUTOR_MEMORY = "spark.executor.memory";
  private static final String OVERHEAD = "spark.executor.memoryOverhead";

  /** As spark-submit reads it. */
  private static SparkConf read(String cluster) throws IOException {
    Properties properties = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of("../conf/spark-" + cluster + ".conf"))) {
      properties.load(file);
    }
    SparkConf configuration = new SparkConf(false).setMaster(cluster);
    properties
        .stringPropertyNames()
        .forEach(key -> configuration.set(key, property(properties, key)));
    return configuration;
  }

  private static String property(Properties properties, String key) {
    return properties.getProperty(key).trim();
  }

  @ParameterizedTest
  @ValueSource(strings = {"standalone", "yarn", "kubernetes"})
  void executorsHaveTheMemoryThatTheyNeed(String cluster) throws IOException {
    SparkConf configuration = read(cluster);
    assertThat(configuration.contains("spark.executor.cores")).isTrue();
    assertThat(configuration.contains(EXECUTOR_MEMORY)).isTrue();
    ExecutorMemory memory = ExecutorMemory.of(configuration);
    memory.check(Stream.of("mnist", "cifar10").map(SparkPropertiesTest::blank).toList());
    assertThat(configuration.getSizeAsMb(OVERHEAD, "0")).isEqualTo(memory.overhead());
  }

  /** As much memory as the dataset takes. */
  private static Dataset blank(String name) {
    DatasetDefinition definition = Datasets.named(name);
    return new Dataset(
        name,
        blank(definition, definition.trainSize()),
        blank(definition, definition.testSize()),
        new TreeMap<>());
  }

  private static ImageSet blank(DatasetDefinition definition, int images) {
    return new ImageSet(
        definition.shape(),
        definition.classes(),
        new byte[images * definition.shape().size()],
        new byte[images]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"standalone", "yarn", "kubernetes"})
  void allIsSparksAndNothingIsWhatTheProgramSetsItself(String cluster) throws IOException {
    List<String> keys = Stream.of(read(cluster).getAll()).map(entry -> entry._1()).toList();
    assertThat(keys)
        .allMatch(key -> key.startsWith("spark."))
        .doesNotContain(
            "spark.task.cpus",
            "spark.task.maxFailures",
            "spark.executorEnv.OMP_NUM_THREADS",
            "spark.executor.extraJavaOptions",
            "spark.scheduler.mode",
            "spark.speculation");
    assertThat(read(cluster).getBoolean("spark.dynamicAllocation.enabled", true)).isFalse();
  }
}
