package org.qusecnets.sweep.jobs.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
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
    if (!results.hasReceipts()) {
      check.space(results.storage(), disk);
    }
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
                if (free < disk.total() * LEAST_OF_ESTIMATE) {
                  problems.add(
                      "%s are free, and it takes about %s"
                          .formatted(megabytes(free), megabytes(disk.total())));
                }
              } catch (IOException e) {
                problems.add(InfrastructureException.explain(e));
              }
            });
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
