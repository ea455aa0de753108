package org.qusecnets.sweep.jobs.run;

import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.jobs.store.ModelStore;
import org.qusecnets.sweep.jobs.store.OperatingSystemUser;
import org.qusecnets.sweep.jobs.store.Receipt;
import org.qusecnets.sweep.jobs.store.UnitResult;

/**
 * Does a unit of work in a JVM of its own. If that JVM dies, it was this unit that killed it.
 *
 * <p>The JVM reads the unit and its dataset from a file, has the memory of one task, and ends
 * itself when the one that started it is gone.
 */
final class Isolation {
  /** How the other JVM ends if the machine keeps it from its work; Unix's EX_IOERR. */
  private static final int TROUBLE = 74;

  private static final int KILLED = 137;

  /**
   * How a process ends that was stopped from outside: by SIGHUP, SIGINT, SIGTERM, and by SIGKILL,
   * which the system sends when the machine's memory runs out; a unit's own JVM has limits that are
   * below that.
   */
  private static final Set<Integer> STOPPED = Set.of(129, 130, KILLED, 143);

  private static final String KILLED_FROM_OUTSIDE =
      "it was killed from outside (exit code 137), most likely because the machine ran out of"
          + " memory; lower SWEEP_CORES or give it more";

  /** Where a JVM keeps files, as the one that was started by the user was told. */
  private static final List<String> INHERITED =
      List.of("org.bytedeco.javacpp.cachedir", "java.io.tmpdir", "user.home");

  private final WorkLimits limits;

  Isolation(WorkLimits limits) {
    this.limits = limits;
  }

  /** What the other JVM is given. */
  private record Order(WorkUnit unit, Dataset dataset, ModelStore models) implements Serializable {}

  /**
   * Does a unit, as often as is allowed if its JVM dies.
   *
   * @throws IOException if the other JVM cannot be started, or the machine keeps the unit from
   *     being done there
   */
  UnitResult run(WorkUnit unit, UnitContext context) throws IOException {
    Path folder = Files.createTempDirectory("sweep-unit");
    try {
      Path order = folder.resolve("order");
      try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(order))) {
        out.writeObject(new Order(unit, context.dataset(unit.dataset()), context.models()));
      }
      List<String> deaths = new ArrayList<>();
      while (deaths.size() < limits.tries()) {
        Path result = folder.resolve("result" + deaths.size());
        Path log = folder.resolve("log" + deaths.size());
        Process process = start(order, result, log);
        if (!await(process)) {
          return UnitRunner.timedOut(limits);
        }
        checkMachine(unit, process.exitValue(), begun(result), log);
        if (process.exitValue() == 0) {
          return Receipt.read(
                  Receipt.fileName(unit.key(), Files.readAllBytes(result)),
                  Files.readAllBytes(result))
              .result();
        }
        deaths.add("exit code " + process.exitValue() + "\n" + text(log));
      }
      return UnitResult.not(
          UnitResult.CRASHED,
          "it ended its JVM "
              + (limits.tries() == 1 ? "once" : limits.tries() + " times")
              + " ("
              + deaths.get(deaths.size() - 1).lines().findFirst().orElseThrow()
              + ")",
          String.join("\n", deaths));
    } finally {
      delete(folder);
    }
  }

  /** Where the other JVM tells that it runs. */
  private static Path begun(Path result) {
    return result.resolveSibling(result.getFileName() + "-begun");
  }

  private static void checkMachine(WorkUnit unit, int exitCode, Path begun, Path log)
      throws IOException {
    if (exitCode == TROUBLE || STOPPED.contains(exitCode)) {
      throw new InfrastructureException(
          unit.description() + " cannot be done in a JVM of its own",
          new IOException(
              exitCode == KILLED
                  ? KILLED_FROM_OUTSIDE
                  : "exit code " + exitCode + ", " + text(log).strip()));
    }
    if (!Files.exists(begun)) {
      throw new InfrastructureException(
          "a JVM of a unit's own cannot be started",
          new IOException("exit code " + exitCode + ", " + text(log).strip()));
    }
  }

  /** What a JVM has printed, which need not be well-formed when it dies. */
  private static String text(Path log) throws IOException {
    return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
  }

  private Process start(Path order, Path result, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + ExecutorMemory.ISOLATED_HEAP + "m");
    command.add("-Dorg.bytedeco.javacpp.maxbytes=" + ExecutorMemory.ISOLATED_NATIVE + "m");
    command.add(
        "-Dorg.bytedeco.javacpp.maxphysicalbytes="
            + (ExecutorMemory.ISOLATED_HEAP + ExecutorMemory.ISOLATED_NATIVE + 1024)
            + "m");
    for (String property : INHERITED) {
      if (System.getProperty(property) != null) {
        command.add("-D" + property + "=" + System.getProperty(property));
      }
    }
    command.addAll(List.of("-cp", classPath(), Isolation.class.getName()));
    command.addAll(List.of(order.toString(), result.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private boolean await(Process process) throws IOException {
    try {
      if (limits.deadline() == null) {
        process.waitFor();
        return true;
      }
      if (process.waitFor(limits.deadline().toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
      process.destroyForcibly();
      return false;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** What this JVM was started with, and what Spark gave its tasks besides. */
  private static String classPath() {
    Set<String> places = new LinkedHashSet<>();
    for (ClassLoader loader = Isolation.class.getClassLoader();
        loader != null;
        loader = loader.getParent()) {
      if (loader instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          try {
            places.add(Path.of(url.toURI()).toString());
          } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
          }
        }
      }
    }
    places.add(System.getProperty("java.class.path"));
    return String.join(File.pathSeparator, places);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** The other JVM. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT);
    OperatingSystemUser.name();
    endWithParent();
    Path result = Path.of(arguments[1]);
    try {
      Order order;
      try (ObjectInputStream in =
          new ObjectInputStream(Files.newInputStream(Path.of(arguments[0])))) {
        order = (Order) in.readObject();
      }
      NativeEngine.check();
      Files.createFile(begun(result));
      UnitResult done = UnitRunner.attempt(order.unit, new Ordered(order));
      Files.write(result, new Receipt(order.unit.key(), done).bytes());
    } catch (IOException | ClassNotFoundException e) {
      System.err.println(InfrastructureException.reason(e));
      System.exit(TROUBLE);
    }
    System.exit(0);
  }

  /** What the other JVM has at hand. */
  private record Ordered(Order order) implements UnitContext {
    @Override
    public Dataset dataset(String name) {
      return order.dataset;
    }

    @Override
    public ModelStore models() {
      return order.models;
    }

    @Override
    public void progressed(long images, double work) {}
  }

  /** The pipe to the parent ends with it. */
  private static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // Nothing is ever sent.
                }
              } catch (IOException e) {
                // The pipe is gone.
              }
              Runtime.getRuntime().halt(1);
            },
            "parent");
    watch.setDaemon(true);
    watch.start();
  }
}
