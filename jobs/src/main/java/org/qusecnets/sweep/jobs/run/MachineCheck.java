package org.qusecnets.sweep.jobs.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.jobs.store.ResultFolder;
import org.qusecnets.sweep.jobs.store.Storage;
import org.qusecnets.sweep.plan.DiskEstimate;

/**
 * Whether this machine lets a sweep do at its end what it does at its beginning: told before the
 * first unit, not after the last one.
 */
public final class MachineCheck {
  /** Sockets, jars and libraries take about half of them. */
  private static final long OPEN_FILES = 256;

  /** Of Spark, Java and the tasks of two cores. */
  private static final int THREADS = 64;

  /** Estimates of space may be twice too high, and are not to keep anybody from a sweep. */
  private static final double LEAST_OF_ESTIMATE = 0.5;

  private final List<String> problems = new ArrayList<>();

  private MachineCheck() {}

  /**
   * Checks the folder of temporary files, the limits of this process, and that what results need
   * can be written.
   *
   * @param results the folder, which is open
   * @param disk about how much it will hold
   * @throws UserException with all that is wrong
   */
  public static void check(ResultFolder results, DiskEstimate disk) {
    MachineCheck check = new MachineCheck();
    check.temporaryFiles();
    check.openFiles();
    check.fileSize(disk);
    check.threads();
    check.space(results.storage(), disk);
    check.folders(results.storage());
    if (!check.problems.isEmpty()) {
      throw new UserException(
          "Cannot run in "
              + results.storage()
              + ": "
              + String.join("\n  and ", check.problems)
              + "; mend that, or name another folder with --out");
    }
  }

  private void temporaryFiles() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      problems.add(
          "the folder of temporary files, "
              + folder
              + ", is not there or cannot be written (TMPDIR names another one)");
    }
  }

  private void openFiles() {
    OptionalLong limit = limit("Max open files");
    if (limit.isPresent() && limit.getAsLong() < OPEN_FILES) {
      problems.add(
          "%,d files may be open, and it needs %,d (ulimit -n)"
              .formatted(limit.getAsLong(), OPEN_FILES));
    }
  }

  /** How many a run begins, about; whether they can be is seen only by beginning them. */
  private void threads() {
    CountDownLatch tried = new CountDownLatch(1);
    int begun = 0;
    try {
      while (begun < THREADS) {
        Thread thread = new Thread(() -> waitFor(tried), "probe");
        thread.setDaemon(true);
        thread.start();
        begun++;
      }
    } catch (OutOfMemoryError e) {
      problems.add(
          "%,d more threads can be started, and it needs %,d (ulimit -u, or a control group's"
                  .formatted(begun, THREADS)
              + " pids.max)");
    } finally {
      tried.countDown();
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      // It ends.
    }
  }

  private void fileSize(DiskEstimate disk) {
    OptionalLong limit = limit("Max file size");
    if (limit.isPresent() && limit.getAsLong() < disk.largest() * LEAST_OF_ESTIMATE) {
      problems.add(
          "files may have %s, and one of its files takes about %s (ulimit -f)"
              .formatted(megabytes(limit.getAsLong()), megabytes(disk.largest())));
    }
  }

  private void space(Storage storage, DiskEstimate disk) {
    storage
        .local()
        .ifPresent(
            folder -> {
              try {
                long free = Files.getFileStore(folder).getUsableSpace();
                double more = disk.total() * LEAST_OF_ESTIMATE - used(folder);
                if (free < more) {
                  problems.add(
                      "%s are free, and it takes about %s more"
                          .formatted(
                              megabytes(free), megabytes((long) (more / LEAST_OF_ESTIMATE))));
                }
              } catch (IOException e) {
                problems.add(InfrastructureException.explain(e));
              }
            });
  }

  /** What a former run has written, which counts for what the whole takes. */
  private static long used(Path folder) throws IOException {
    long[] bytes = {0};
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            // It went away meanwhile, or is told where it is needed.
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes[0];
  }

  private void folders(Storage storage) {
    for (String folder : List.of("models", "work", "publications")) {
      String probe = folder + "/" + Storage.STAGED + "probe";
      try {
        storage.replace(probe, "probe".getBytes(StandardCharsets.UTF_8));
        storage.delete(probe);
      } catch (IOException e) {
        problems.add(InfrastructureException.explain(e));
      }
    }
  }

  /** A limit of this process, if Linux tells it and there is one. */
  private static OptionalLong limit(String name) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
        if (line.startsWith(name)) {
          String soft = line.substring(name.length()).strip().split(" +", 2)[0];
          return soft.equals("unlimited")
              ? OptionalLong.empty()
              : OptionalLong.of(Long.parseLong(soft));
        }
      }
    } catch (IOException | NumberFormatException e) {
      // Not on every system.
    }
    return OptionalLong.empty();
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
  }
}
