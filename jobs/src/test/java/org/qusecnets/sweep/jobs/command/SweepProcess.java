package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.apache.spark.launcher.JavaModuleOptions;

/** The packaged program as a process of its own in local mode, two tasks at a time. */
final class SweepProcess implements AutoCloseable {
  static final Path SPARK_HOME = Path.of(System.getProperty("sweep.spark.home"));
  static final Path JAR = Path.of(System.getProperty("sweep.jar"));

  /** How a JVM is started that does not live long, as the variable {@code JAVA_TOOL_OPTIONS}. */
  static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private static final int PATIENCE_MINUTES = 10;

  private final Process process;
  private final Path log;

  private SweepProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts {@code sweep run}.
   *
   * @param folder where it works and keeps its log and temporary files
   * @param plugins jars of attacks from outside
   */
  static SweepProcess run(
      Path folder, List<Path> plugins, Path configuration, Path out, String... more)
      throws IOException {
    return start(folder, command(folder, plugins, configuration, out, more));
  }

  /** The command that runs a sweep, to be started with more in its environment. */
  static ProcessBuilder command(
      Path folder, List<Path> plugins, Path configuration, Path out, String... more)
      throws IOException {
    return command(
        "-XX:SharedArchiveFile=" + loadedClasses(), folder, plugins, configuration, out, more);
  }

  /** The command that does anything else, to be started with two tasks at a time. */
  static ProcessBuilder command(Path folder, List<String> arguments) throws IOException {
    return command("-XX:SharedArchiveFile=" + loadedClasses(), folder, List.of(), arguments);
  }

  /**
   * The classes that a sweep loads, as an archive of the JVM's: with it a process starts in half
   * the time. It is made once for each build of the program, by a sweep that nobody kills.
   */
  private static synchronized Path loadedClasses() throws IOException {
    Path lock = JAR.resolveSibling("loaded-classes.lock");
    // Tests run in two JVMs, and one of them makes it.
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      return archive();
    }
  }

  private static Path archive() throws IOException {
    Path archive = JAR.resolveSibling("loaded-classes.jsa");
    if (Files.exists(archive)
        && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(JAR)) > 0) {
      return archive;
    }
    Path folder = Files.createTempDirectory("loaded-classes");
    Path made = folder.resolve("made.jsa");
    Path configuration = ProcessSweep.faulty(folder, 10);
    try (SweepProcess run =
        start(
            folder,
            command(
                "-XX:ArchiveClassesAtExit=" + made,
                folder,
                List.of(),
                configuration,
                folder.resolve("results")))) {
      assertThat(run.await()).as(run.log()).isZero();
      Files.move(
          made, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("no archive of the loaded classes was made");
    } finally {
      FileUtils.deleteDirectory(folder.toFile());
    }
    return archive;
  }

  private static ProcessBuilder command(
      String archive, Path folder, List<Path> plugins, Path configuration, Path out, String... more)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("run", configuration.toString(), "--out", out.toString()));
    arguments.addAll(List.of(more));
    return command(archive, folder, plugins, arguments);
  }

  private static ProcessBuilder command(
      String archive, Path folder, List<Path> plugins, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" ")));
    command.addAll(
        List.of(
            archive,
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off",
            "-Xmx1536m",
            "-Dorg.bytedeco.javacpp.maxbytes=1g",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=3g",
            "-Dspark.ui.enabled=false",
            "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("temporary")),
            "-cp"));
    List<String> classPath = new ArrayList<>(List.of(JAR.toString(), SPARK_HOME + "/jars/*"));
    plugins.forEach(plugin -> classPath.add(plugin.toString()));
    command.add(String.join(File.pathSeparator, classPath));
    command.add(Main.class.getName());
    command.addAll(arguments);
    command.addAll(List.of("--master", "local[2]"));
    return new ProcessBuilder(command);
  }

  /** Starts a command with one native thread a task, whose JVMs do not live long. */
  static SweepProcess start(Path folder, ProcessBuilder builder) throws IOException {
    Path log = Files.createTempFile(folder, "sweep", ".log");
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    builder.environment().put("JAVA_TOOL_OPTIONS", SHORT_LIVED);
    // A shell that runs tests in the background has what it starts ignore Ctrl-C.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(builder.command());
    builder.command(command);
    builder.directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new SweepProcess(builder.start(), log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The process and those that it started. */
  List<ProcessHandle> all() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    return all;
  }

  /** Its exit code, when it has ended. */
  int await() throws InterruptedException, IOException {
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      throw new IOException("it does not end:\n" + log());
    }
    return process.exitValue();
  }

  /** What {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends it a signal. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /** All that it has printed. */
  String log() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() throws InterruptedException {
    all().forEach(ProcessHandle::destroyForcibly);
    process.waitFor();
  }
}
