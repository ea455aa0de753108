package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.jobs.store.Lease;
import org.qusecnets.sweep.jobs.store.Storage;

/** A folder that was copied while a run was writing to it holds that run's lease. */
@Tag("endurance")
class CopiedLeaseIT {
  @Test
  void aCopyIsFreeOnceItsLeaseIsSeenNotToChange(@TempDir Path folder) throws IOException {
    Path original = Files.createDirectory(folder.resolve("original"));
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (Lease ofTheOriginal = Lease.take(Storage.of(original.toString()), () -> {})) {
      Files.copy(original.resolve(Lease.FILE), copy.resolve(Lease.FILE));
      CommandLineRun run = new TinySweep(folder).run(copy);
      assertThat(run.exitCode()).as(run.err()).isZero();
      ofTheOriginal.check();
    }
    assertThat(Tables.rows(copy, "cells")).isNotEmpty();
  }
}
