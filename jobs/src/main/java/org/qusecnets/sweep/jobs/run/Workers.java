package org.qusecnets.sweep.jobs.run;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.jobs.store.InfrastructureException;
import org.qusecnets.sweep.jobs.store.Ledger;
import org.qusecnets.sweep.jobs.store.ModelStore;
import org.qusecnets.sweep.jobs.store.Outcome;
import org.qusecnets.sweep.jobs.store.Receipt;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.concurrent.ExecutionContext;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * Hands units of work to Spark, which finds the executors, and tells what came of each as soon as
 * it is known. Many jobs run at the same time: training comes before attacks, the rest in the order
 * in which it was handed over.
 */
final class Workers {
  /** Receipts that one task reads. */
  private static final int RECEIPTS_A_TASK = 100;

  private final SparkLifecycle spark;
  private final Broadcast<Tools> tools;
  private final DoneWork done;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final ExecutorService together =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "training together");
            thread.setDaemon(true);
            return thread;
          });

  /** What came of something that was handed over. */
  sealed interface Event extends Serializable {
    /** Tells it. */
    void tell(Listener listener) throws IOException;
  }

  /** Is told what came of what was handed over. */
  interface Listener {
    /** A unit was done. */
    void done(Outcome outcome) throws IOException;

    /** A unit had been done before. */
    void found(Outcome outcome) throws IOException;

    /** A receipt of the unit of this key is not what was written. */
    void unreadable(String key, String file, String how) throws IOException;

    /** It cannot go on. */
    void broken(Throwable cause);
  }

  private record Done(Outcome outcome) implements Event {
    @Override
    public void tell(Listener listener) throws IOException {
      listener.done(outcome);
    }
  }

  private record Found(Outcome outcome) implements Event {
    @Override
    public void tell(Listener listener) throws IOException {
      listener.found(outcome);
    }
  }

  private record Unreadable(String key, String file, String how) implements Event {
    @Override
    public void tell(Listener listener) throws IOException {
      listener.unreadable(key, file, how);
    }
  }

  private record Broken(Throwable cause) implements Event {
    @Override
    public void tell(Listener listener) {
      listener.broken(cause);
    }
  }

  /** A unit and what is known of it. */
  record Assigned(WorkUnit unit, Suspicion suspicion) implements Serializable {}

  /** What tasks work with. */
  private record Tools(
      UnitRunner runner, Ledger ledger, ModelStore models, Map<String, Broadcast<Dataset>> datasets)
      implements Serializable {}

  /**
   * On a running Spark.
   *
   * @param done counts what was worked through
   */
  Workers(
      SparkLifecycle spark,
      UnitRunner runner,
      Ledger ledger,
      ModelStore models,
      Map<String, Broadcast<Dataset>> datasets,
      DoneWork done) {
    this.spark = spark;
    this.done = done;
    this.tools = spark.context().broadcast(new Tools(runner, ledger, models, datasets));
  }

  /** Has units done, each by one task, the first ones first. */
  void work(String pool, String description, List<Assigned> units) {
    submit(pool, description, units, units.size(), new UnitFunction(tools, done));
  }

  /** Has a model trained by all tasks at a time, one such model after another. */
  void workTogether(TrainUnit unit) {
    Tools at = tools.value();
    WorkerContext workerContext = new WorkerContext(at.datasets(), at.models(), done);
    together.execute(
        () -> {
          try {
            WorkUnit shared = new SharedTrainUnit(unit, spark.context());
            events.add(new Done(at.runner().run(shared, Suspicion.UNSUSPECTED, workerContext)));
          } catch (IOException | RuntimeException | Error e) {
            events.add(new Broken(e));
          }
        });
  }

  /** Has receipts read and verified. */
  void check(List<String> files) {
    int tasks = (files.size() + RECEIPTS_A_TASK - 1) / RECEIPTS_A_TASK;
    submit(
        SparkLifecycle.FIRST_POOL,
        "verify " + files.size() + " receipts",
        files,
        tasks,
        new ReceiptFunction(tools));
  }

  /** The next event; null if there is none for a second. */
  Event next() throws InterruptedException {
    return events.poll(1, TimeUnit.SECONDS);
  }

  /** Another event if there is one already. */
  Event poll() {
    return events.poll();
  }

  private <T> void submit(
      String pool,
      String description,
      List<T> items,
      int tasks,
      AbstractFunction1<Iterator<T>, Event[]> function) {
    SparkContext context = spark.context().sc();
    RDD<T> rdd = spark.context().parallelize(items, tasks).rdd();
    List<Object> partitions = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      partitions.add(i);
    }
    spark.inPool(
        pool,
        description,
        () ->
            context
                .submitJob(
                    rdd,
                    function,
                    JavaConverters.asScalaBuffer(partitions).toSeq(),
                    new Tell(events),
                    new AbstractFunction0<BoxedUnit>() {
                      @Override
                      public BoxedUnit apply() {
                        return BoxedUnit.UNIT;
                      }
                    })
                .onComplete(
                    new AbstractFunction1<Try<BoxedUnit>, Void>() {
                      @Override
                      public Void apply(Try<BoxedUnit> end) {
                        if (end.isFailure()) {
                          events.add(new Broken(end.failed().get()));
                        }
                        return null;
                      }
                    },
                    ExecutionContext.fromExecutor(Runnable::run)));
  }

  /** On the driver: passes events on. */
  private static final class Tell extends AbstractFunction2<Object, Event[], BoxedUnit> {
    private final BlockingQueue<Event> events;

    Tell(BlockingQueue<Event> events) {
      this.events = events;
    }

    @Override
    public BoxedUnit apply(Object partition, Event[] told) {
      events.addAll(List.of(told));
      return BoxedUnit.UNIT;
    }
  }

  /** In a task: does its units. */
  private static final class UnitFunction extends AbstractFunction1<Iterator<Assigned>, Event[]>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Broadcast<Tools> tools;
    private final DoneWork done;

    UnitFunction(Broadcast<Tools> tools, DoneWork done) {
      this.tools = tools;
      this.done = done;
    }

    @Override
    public Event[] apply(Iterator<Assigned> units) {
      List<Event> events = new ArrayList<>();
      boolean again = TaskContext.get().attemptNumber() > 0;
      Tools at = tools.value();
      WorkerContext workerContext = new WorkerContext(at.datasets(), at.models(), done);
      while (units.hasNext()) {
        Assigned next = units.next();
        try {
          NativeEngine.check();
          Suspicion suspicion = again ? Suspicion.SUSPECT : next.suspicion();
          events.add(new Done(at.runner().run(next.unit(), suspicion, workerContext)));
        } catch (IOException e) {
          TaskContext.get().killTaskIfInterrupted();
          events.add(new Broken(e));
        }
      }
      return events.toArray(Event[]::new);
    }
  }

  /** In a task: reads receipts. */
  private static final class ReceiptFunction extends AbstractFunction1<Iterator<String>, Event[]>
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private final Broadcast<Tools> tools;

    ReceiptFunction(Broadcast<Tools> tools) {
      this.tools = tools;
    }

    @Override
    public Event[] apply(Iterator<String> files) {
      List<Event> events = new ArrayList<>();
      while (files.hasNext()) {
        String file = files.next();
        try {
          events.add(new Found(Outcome.of(tools.value().ledger().read(file), file, 0)));
        } catch (Receipt.Damaged e) {
          events.add(new Unreadable(Receipt.keyOf(file), file, e.getMessage()));
        } catch (IOException e) {
          events.add(
              new Broken(new InfrastructureException("receipt " + file + " cannot be read", e)));
        }
      }
      return events.toArray(Event[]::new);
    }
  }
}
