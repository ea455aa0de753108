package org.qusecnets.sweep.jobs.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** What {@code ./sweep} finds around it where the program is built, in another folder. */
final class Installation implements AutoCloseable {
  private final Path folder;

  private Installation(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes one.
   *
   * @param plugins jars of attacks from outside
   */
  static Installation in(Path folder, List<Path> plugins) throws IOException {
    Path jars = Files.createDirectories(folder.resolve("jobs/target/spark/jars"));
    try (Stream<Path> spark = Files.list(SweepProcess.SPARK_HOME.resolve("jars"))) {
      for (Path jar : Stream.concat(spark, plugins.stream()).toList()) {
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar.toAbsolutePath());
      }
    }
    Files.createSymbolicLink(
        folder.resolve("jobs/target/qusecnets-sweep.jar"), SweepProcess.JAR.toAbsolutePath());
    // Without sources it is not built again.
    Files.createFile(folder.resolve("jobs/target/sweep-built"));
    Path jobs = SweepProcess.JAR.toAbsolutePath().getParent().getParent();
    Installation installation = new Installation(folder);
    Files.copy(
        jobs.resolveSibling("sweep"), installation.script(), StandardCopyOption.COPY_ATTRIBUTES);
    return installation;
  }

  Path script() {
    return folder.resolve("sweep");
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path link : files.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
  }
}
