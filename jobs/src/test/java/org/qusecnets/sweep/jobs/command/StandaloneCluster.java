package org.qusecnets.sweep.jobs.command;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A real standalone Spark cluster on loopback: a Master and Workers of one core each as processes,
 * from Maven's jars.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String EXECUTOR = "org.apache.spark.executor.CoarseGrainedExecutorBackend";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path sparkHome;
  private final Path folder;
  private final int workers;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  /** What executors of earlier applications have left. */
  private Set<Path> earlier = Set.of();

  private StandaloneCluster(Path sparkHome, Path folder, int workers) throws IOException {
    this.sparkHome = sparkHome;
    this.folder = folder;
    this.workers = workers;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
  }

  /** Starts a cluster that keeps its logs and its workers' files in this folder. */
  static StandaloneCluster start(Path sparkHome, Path folder, int workers)
      throws IOException, InterruptedException {
    StandaloneCluster cluster = new StandaloneCluster(sparkHome, folder, workers);
    cluster.launch(
        "master",
        "org.apache.spark.deploy.master.Master",
        "--host",
        HOST,
        "--port",
        String.valueOf(cluster.port),
        "--webui-port",
        "0");
    cluster.awaitMaster();
    for (int i = 0; i < workers; i++) {
      cluster.launch(
          "worker" + i,
          "org.apache.spark.deploy.worker.Worker",
          "--host",
          HOST,
          "--webui-port",
          "0",
          "--cores",
          "1",
          "--memory",
          "1536m",
          "--work-dir",
          cluster.workFolder(i).toString(),
          cluster.url());
    }
    return cluster;
  }

  /** The cluster's address for {@code --master}. */
  String url() {
    return "spark://" + HOST + ":" + port;
  }

  private Path workFolder(int worker) {
    return folder.resolve("work" + worker);
  }

  /** Whether an executor of what was submitted last ran on this worker. */
  boolean worked(int worker) throws IOException {
    return !earlier.containsAll(executorLogs(worker));
  }

  private Set<Path> executorLogs(int worker) throws IOException {
    Path work = workFolder(worker);
    if (Files.notExists(work)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.walk(work)) {
      return files.filter(file -> file.endsWith("stderr")).collect(Collectors.toSet());
    }
  }

  /**
   * Runs spark-submit and waits; returns its exit code. What it printed is in {@code submit.log}.
   */
  int submit(Path jar, List<String> arguments) throws IOException, InterruptedException {
    Process process = submitted(jar, List.of(), arguments);
    return process.waitFor(10, TimeUnit.MINUTES) ? process.exitValue() : -1;
  }

  /** Starts spark-submit, with more jars for driver and executors. */
  Process submitted(Path jar, List<Path> more, List<String> arguments) throws IOException {
    earlier = new HashSet<>();
    for (int worker = 0; worker < workers; worker++) {
      earlier.addAll(executorLogs(worker));
    }
    List<String> all = new ArrayList<>();
    all.addAll(
        List.of(
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            url(),
            "--class",
            Main.class.getName(),
            "--executor-memory",
            "1g",
            "--conf",
            "spark.driver.host=" + HOST,
            "--conf",
            "spark.ui.enabled=false"));
    if (!more.isEmpty()) {
      all.add("--jars");
      all.add(more.stream().map(Path::toString).collect(Collectors.joining(",")));
    }
    all.add(jar.toString());
    all.addAll(arguments);
    return launch("submit", all.toArray(String[]::new));
  }

  /** The executors that are running, of all workers. */
  List<ProcessHandle> executors() {
    return processes.stream()
        .flatMap(Process::children)
        .filter(child -> child.info().commandLine().orElse("").contains(EXECUTOR))
        .toList();
  }

  String log(String process) throws IOException {
    return Files.readString(folder.resolve(process + ".log"));
  }

  private Process launch(String name, String... command) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // What spark-class would add.
    line.addAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" ")));
    line.addAll(List.of("-Xmx1g", "-cp", sparkHome.resolve("jars") + File.separator + "*"));
    line.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(line);
    // The program sees to these where tasks run.
    builder.environment().remove("OMP_NUM_THREADS");
    builder.environment().remove("OPENBLAS_NUM_THREADS");
    builder.environment().put("SPARK_HOME", sparkHome.toString());
    // For the executors too, which workers start.
    builder.environment().put("JAVA_TOOL_OPTIONS", SweepProcess.SHORT_LIVED);
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    // Nobody sets them for a driver on a cluster; executors get them from the program.
    builder.environment().remove("OMP_NUM_THREADS");
    builder.environment().remove("OPENBLAS_NUM_THREADS");
    builder.redirectErrorStream(true).redirectOutput(folder.resolve(name + ".log").toFile());
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  private void awaitMaster() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && processes.get(0).isAlive()) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        processes.get(0).waitFor(100, TimeUnit.MILLISECONDS);
      }
    }
    throw new IOException("the Spark master did not start:\n" + log("master"));
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }
}
