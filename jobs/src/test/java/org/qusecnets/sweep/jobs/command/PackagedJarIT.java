package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the jar that users submit. */
class PackagedJarIT {
  private static final Path JAR = Path.of(System.getProperty("sweep.jar"));

  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream().map(ZipEntry::getName).toList();
    }
  }

  /** But for a class that DL4J's Spark module puts into Spark's package. */
  @Test
  void holdsNoSpark() throws IOException {
    assertThat(entries())
        .filteredOn(name -> !name.matches("org/apache/spark/(TaskContextHelper\\$?\\.class)?"))
        .noneMatch(name -> name.startsWith("org/apache/spark/") || name.startsWith("scala/"))
        .noneMatch(name -> name.startsWith("com/fasterxml/") || name.startsWith("org/slf4j/"));
  }

  @Test
  void holdsNoSecondLibraryOfCharts() throws IOException {
    assertThat(entries())
        .contains("org/qusecnets/sweep/report/lines.js")
        .noneMatch(name -> name.startsWith("org/knowm/"))
        .noneMatch(name -> name.startsWith("de/erichseifert/") || name.startsWith("de/rototor/"));
  }

  @Test
  void holdsTheReportsPartsAndOneFileOfItsLibrary() throws IOException {
    assertThat(entries())
        .contains(
            "org/qusecnets/sweep/report/template.html",
            "org/qusecnets/sweep/report/report.js",
            "org/qusecnets/sweep/report/resilience.js")
        .filteredOn(name -> name.startsWith("META-INF/resources/") && !name.endsWith("/"))
        .singleElement()
        .asString()
        .endsWith("/echarts.min.js");
  }

  @Test
  void holdsTheProgramAndOneNativeBuild() throws IOException {
    assertThat(entries())
        .contains(
            "org/qusecnets/sweep/jobs/Main.class",
            "org/qusecnets/sweep/network/Trainer.class",
            "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend")
        .filteredOn(name -> name.contains("libnd4jcpu."))
        .hasSize(1);
  }
}
