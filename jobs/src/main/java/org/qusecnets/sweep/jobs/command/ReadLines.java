package org.qusecnets.sweep.jobs.command;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.qusecnets.sweep.dataset.format.ReadProgress;

/** Says every few seconds how far reading a user's images is; nothing where it is quick. */
final class ReadLines implements ReadProgress {
  private static final long BETWEEN_LINES = TimeUnit.SECONDS.toNanos(5);

  private final Consumer<String> lines;
  private final AtomicLong last = new AtomicLong(System.nanoTime());

  ReadLines(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void read(String of, int read, int all) {
    long before = last.get();
    long now = System.nanoTime();
    if (now - before > BETWEEN_LINES && last.compareAndSet(before, now)) {
      lines.accept(String.format(Locale.ROOT, "Reading %s: %,d of %,d images", of, read, all));
    }
  }
}
