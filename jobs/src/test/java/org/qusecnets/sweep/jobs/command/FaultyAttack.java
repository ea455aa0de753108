package org.qusecnets.sweep.jobs.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.attack.Access;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.attack.AttackPlugin;
import org.qusecnets.sweep.attack.AttackResults;
import org.qusecnets.sweep.attack.QueryBudget;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Logits;

/** Attacks that go wrong, each in its own way. */
public final class FaultyAttack implements AttackPlugin {
  static final String SERVICE = "META-INF/services/" + AttackPlugin.class.getName();
  static final String TYPE = "faulty";

  /** What {@link Fault#HALT} ends its process with. */
  static final int HALTED = 7;

  /** Batches of fewer images make {@link Fault#SMALL_BATCH} fail. */
  static final int SMALL = 10;

  /** Larger epsilons make {@link Fault#LARGE_EPSILON} fail. */
  static final float LARGE = 0.25f;

  private static final int PART = 1 << 28;
  private static volatile boolean released;

  /** What goes wrong. */
  enum Fault {
    /** An exception. */
    EXCEPTION,
    /** An exception, but only where there are few images: the other chunks are complete. */
    SMALL_BATCH,
    /** An exception, but only where an epsilon is large. */
    LARGE_EPSILON,
    /** Pixels that are not numbers, and logits of them. */
    NAN,
    /** Java's memory runs out. */
    HEAP,
    /** Memory outside of the heap runs out, by JavaCPP's count of its own. */
    NATIVE,
    /** ND4J's arrays take more than the process may have. */
    ARRAYS,
    /** Asks for gradients for ever. */
    HANG,
    /** Computes for ever, asks nothing and ignores interrupts. */
    STUCK,
    /** Ends its JVM. */
    HALT,
    /** Its JVM is killed, as by a fault of native code. */
    ABORT,
    /** Its JVM is killed from outside, as by a system that has no memory left. */
    KILL
  }

  /** Ends what is stuck in this JVM. */
  static void release() {
    released = true;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Declaration<? extends Attack> declaration() {
    return Declaration.of(Faulty.class);
  }

  private record Faulty(@Option(says = "What goes wrong.", otherwise = "exception") Fault fault)
      implements Attack {
    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Access access() {
      return Access.GRADIENTS;
    }

    @Override
    public Norm norm() {
      return Norm.LINF;
    }

    @Override
    public boolean epsilonsAreIndependent() {
      return true;
    }

    @Override
    public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
      return new QueryBudget(1, 0);
    }

    @Override
    public void attack(
        Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
      switch (fault) {
        case EXCEPTION -> throw new IllegalStateException("this attack always fails");
        case SMALL_BATCH -> failIfSmall(batch);
        case LARGE_EPSILON -> failIfLarge(epsilons);
        case NAN -> Arrays.fill(batch.pixels(), Float.NaN);
        case HEAP -> fillHeap();
        case NATIVE -> fillNativeMemory();
        case ARRAYS -> fillProcess();
        case HANG -> askForEver(classifier, batch);
        case STUCK -> loopForEver();
        case HALT -> Runtime.getRuntime().halt(HALTED);
        case ABORT -> abort();
        case KILL -> kill();
      }
      Logits.argmax(classifier.logits(batch.pixels(), batch.count()), 0, classifier.classes());
      for (int e = 0; e < epsilons.length; e++) {
        proposals.propose(e, batch.pixels());
      }
    }

    private static void kill() {
      try {
        new ProcessBuilder("kill", "-9", String.valueOf(ProcessHandle.current().pid()))
            .start()
            .waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static void failIfSmall(AttackBatch batch) {
      if (batch.count() < SMALL) {
        throw new IllegalStateException("only " + batch.count() + " images");
      }
    }

    private static void failIfLarge(float[] epsilons) {
      for (float epsilon : epsilons) {
        if (epsilon > LARGE) {
          throw new IllegalStateException("epsilon " + epsilon + " is too large");
        }
      }
    }

    /** In large parts, so that others in this JVM find enough for themselves. */
    private static void fillHeap() {
      fill(() -> new long[PART / Long.BYTES]);
    }

    private static void fillNativeMemory() {
      fill(() -> new BytePointer(PART));
    }

    private static void fillProcess() {
      fill(() -> Nd4j.ones(PART / Float.BYTES / 4));
    }

    private static void fill(Supplier<Object> allocation) {
      Deque<Object> filled = new ArrayDeque<>();
      try {
        while (!released) {
          filled.push(allocation.get());
        }
      } finally {
        while (!filled.isEmpty()) {
          if (filled.pop() instanceof Pointer pointer) {
            pointer.close();
          }
        }
      }
    }

    private static void askForEver(Classifier classifier, AttackBatch batch) {
      while (batch.count() > 0) {
        classifier.gradient(
            batch.pixels(), batch.count(), (image, logits, from, gradient) -> gradient[from] = 1);
      }
    }

    private static void loopForEver() {
      while (!released) {
        Thread.onSpinWait();
      }
    }

    private static void abort() {
      try {
        new ProcessBuilder("kill", "-ABRT", String.valueOf(ProcessHandle.current().pid())).start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      loopForEver();
    }
  }
}
