package org.qusecnets.sweep.jobs.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.jobs.store.Ledger;
import org.qusecnets.sweep.jobs.store.Outcome;
import org.qusecnets.sweep.jobs.store.Receipt;
import org.qusecnets.sweep.jobs.store.UnitResult;

/**
 * Does units of work where a task runs, and makes each result durable before it is told of.
 *
 * <p>Whatever a unit throws is its result: exceptions, Java's and native memory running out, logits
 * that are not finite, its deadline. A unit that another process began and did not live to finish
 * is done in a JVM of its own, and so is one that ran out of memory beside others; if that JVM
 * dies, the unit is to blame and nobody else. Trouble of the machine is never a unit's result: it
 * stops the run.
 */
final class UnitRunner implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Threads end with the JVM; those that are free are used again. */
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "unit");
            thread.setDaemon(true);
            return thread;
          });

  private final Ledger ledger;
  private final WorkLimits limits;

  UnitRunner(Ledger ledger, WorkLimits limits) {
    this.ledger = ledger;
    this.limits = limits;
  }

  /**
   * Does a unit.
   *
   * @throws IOException if the machine keeps it from being done, or its result from being kept
   */
  Outcome run(WorkUnit unit, Suspicion suspicion, UnitContext context) throws IOException {
    return switch (suspicion) {
      case UNSUSPECTED -> unsuspected(unit, context);
      case SUSPECT -> suspect(unit, context);
    };
  }

  private Outcome unsuspected(WorkUnit unit, UnitContext context) throws IOException {
    long start = System.nanoTime();
    String mark = ledger.begin(unit.key());
    UnitResult result = watched(unit, context);
    if (result.status().equals(UnitResult.OUT_OF_MEMORY) && !unit.needsThisJvm()) {
      // Others in this JVM may have used up what this one lacked.
      result = isolated(unit, context);
    }
    Outcome outcome = finish(unit, result, start);
    ledger.end(mark);
    return outcome;
  }

  private Outcome suspect(WorkUnit unit, UnitContext context) throws IOException {
    Optional<Outcome> finished = finished(unit);
    if (finished.isPresent()) {
      ledger.endAll(unit.key());
      return finished.get();
    }
    long start = System.nanoTime();
    ledger.begin(unit.key());
    Outcome outcome = finish(unit, isolated(unit, context), start);
    ledger.endAll(unit.key());
    return outcome;
  }

  /** An attempt whose answer was lost may have finished. */
  private Optional<Outcome> finished(WorkUnit unit) throws IOException {
    for (String file : ledger.receipts(unit.key())) {
      try {
        Outcome found = Outcome.of(ledger.read(file), file, 0);
        if (found.cells().containsAll(unit.cells())) {
          return Optional.of(found);
        }
      } catch (Receipt.Damaged e) {
        ledger.forget(file);
      }
    }
    return Optional.empty();
  }

  private Outcome finish(WorkUnit unit, UnitResult result, long start) throws IOException {
    Receipt receipt = new Receipt(unit.key(), withTraceHash(result).of(unit.cells()));
    String file = ledger.finish(receipt);
    return Outcome.of(receipt, file, (System.nanoTime() - start) / 1e9);
  }

  private UnitResult withTraceHash(UnitResult result) throws IOException {
    String trace = result.facts().get(UnitResult.TRACE);
    if (trace == null) {
      return result;
    }
    String hash = Sha256.of(trace.getBytes(StandardCharsets.UTF_8));
    ledger.keepTrace(hash, trace);
    return result.with(UnitResult.TRACE_HASH, hash);
  }

  private UnitResult isolated(WorkUnit unit, UnitContext context) throws IOException {
    return new Isolation(limits).run(unit, context);
  }

  /** In a thread of its own, so that it can be left alone when its deadline has passed. */
  private UnitResult watched(WorkUnit unit, UnitContext context) throws IOException {
    Future<UnitResult> work;
    try {
      work = THREADS.submit(() -> attempt(unit, context));
    } catch (OutOfMemoryError e) {
      throw new InfrastructureException("no thread can be started for a unit", e);
    }
    try {
      return limits.deadline() == null
          ? work.get()
          : work.get(limits.deadline().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      stop(work);
      return timedOut(limits);
    } catch (InterruptedException e) {
      stop(work);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InfrastructureException trouble) {
        throw trouble;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  static UnitResult timedOut(WorkLimits limits) {
    return UnitResult.not(
        UnitResult.TIMED_OUT,
        "it took longer than its deadline of " + limits.deadline().toSeconds() + " s",
        "");
  }

  private static void stop(Future<UnitResult> work) {
    work.cancel(true);
  }

  /**
   * Does a unit on this thread; what it throws is its result.
   *
   * @throws InfrastructureException if the machine keeps it from being done
   */
  @SuppressWarnings("CatchingThrowable")
  static UnitResult attempt(WorkUnit unit, UnitContext context) throws InfrastructureException {
    try {
      return unit.run(context);
    } catch (Throwable e) {
      Optional<InfrastructureException> trouble = InfrastructureException.in(e);
      if (trouble.isPresent()) {
        throw trouble.get();
      }
      return e instanceof OutOfMemoryError
          ? UnitResult.not(UnitResult.OUT_OF_MEMORY, String.valueOf(e.getMessage()), trace(e))
          : UnitResult.not(UnitResult.FAILED, reason(e), trace(e));
    }
  }

  private static String reason(Throwable thrown) {
    return thrown instanceof org.qusecnets.sweep.UserException
        ? thrown.getMessage()
        : thrown.toString();
  }

  /** The stack trace without what lies outside the unit, which differs between attempts. */
  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    List<String> lines =
        text.toString()
            .lines()
            .takeWhile(line -> !line.contains(UnitRunner.class.getName() + ".attempt"))
            .toList();
    return String.join("\n", lines) + "\n";
  }
}
