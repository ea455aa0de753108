package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A library that makes the system calls of a process fail, for tests where there is a C compiler.
 */
final class MachineTrouble {
  private static final Path SOURCE = Path.of("src/test/c/trouble.c");

  private final Path library;

  private MachineTrouble(Path library) {
    this.library = library;
  }

  /** What a system call ends with, by its number on Linux. */
  enum Refusal {
    OPERATION_NOT_PERMITTED(1, "Operation not permitted"),
    INPUT_OUTPUT_ERROR(5, "Input/output error"),
    TOO_MANY_OPEN_FILES(24, "Too many open files"),
    FILE_TOO_LARGE(27, "File too large"),
    NO_SPACE(28, "No space left on device"),
    READ_ONLY(30, "Read-only file system"),
    STALE_HANDLE(116, "Stale file handle"),
    QUOTA(122, "Disk quota exceeded");

    private final int number;
    private final String text;

    Refusal(int number, String text) {
      this.number = number;
      this.text = text;
    }

    /** As the operating system tells it. */
    String text() {
      return text;
    }
  }

  /** Builds the library in a folder; on CI there has to be a compiler. */
  static MachineTrouble in(Path folder) throws IOException, InterruptedException {
    boolean compiler =
        List.of(System.getenv("PATH").split(":", -1)).stream()
            .anyMatch(place -> Files.isExecutable(Path.of(place, "gcc")));
    assumeTrue(compiler || System.getenv("CI") != null, "there is no gcc");
    Path library = folder.resolve("trouble.so");
    Process process =
        new ProcessBuilder(
                "gcc", "-shared", "-fPIC", "-o", library.toString(), SOURCE.toString(), "-ldl")
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    return new MachineTrouble(library);
  }

  /** What has a process meet it. */
  Map<String, String> environment(String call, String path, Refusal refusal) {
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "TROUBLE_CALL",
        call,
        "TROUBLE_PATH",
        path,
        "TROUBLE_ERRNO",
        String.valueOf(refusal.number));
  }
}
