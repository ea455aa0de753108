package org.qusecnets.sweep.jobs.run;

import java.util.Collection;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.ImageSet;

/**
 * The memory of an executor, or in local mode of the driver, which is one: how much it must have,
 * and the limits that follow from it. In MB, for an executor of C tasks at a time:
 *
 * <pre>
 * heap      384 + 384 C + twice the datasets
 * native    512 + 512 C, where ND4J's arrays are
 * overhead  native + 1024 for code + 2048 for a unit that is done in a JVM of its own
 * </pre>
 *
 * @param heap its heap
 * @param tasks how many tasks run in it at a time
 */
public record ExecutorMemory(long heap, int tasks) {
  /** Heap of a JVM for one unit. */
  static final long ISOLATED_HEAP = 768;

  /** Native memory of a JVM for one unit. */
  static final long ISOLATED_NATIVE = 768;

  private static final long BASE_HEAP = 384;
  private static final long TASK_HEAP = 384;

  /** What {@code ./sweep} leaves for datasets. */
  private static final long DATA_HEAP = 1152;

  private static final long BASE_NATIVE = 512;
  private static final long TASK_NATIVE = 512;
  private static final long CODE = 1024;
  private static final long ISOLATED_CODE = 512;
  private static final double MEGABYTE = 1 << 20;

  /** As Spark is configured. */
  public static ExecutorMemory of(SparkConf configuration) {
    String master = configuration.get(SparkLifecycle.MASTER, "local[*]");
    if (master.matches("local(\\[.*)?")) {
      return new ExecutorMemory(
          Math.round(Runtime.getRuntime().maxMemory() / MEGABYTE), localTasks(master));
    }
    return new ExecutorMemory(
        configuration.getSizeAsMb("spark.executor.memory", "1g"),
        configuration.getInt("spark.executor.cores", 1));
  }

  private static int localTasks(String master) {
    String number = master.replaceAll("local\\[?([0-9*]*).*", "$1");
    return number.isEmpty()
        ? 1
        : number.equals("*")
            ? Runtime.getRuntime().availableProcessors()
            : Integer.parseInt(number);
  }

  /** Heap that {@code ./sweep} gives a JVM of so many tasks; it has room for MNIST and CIFAR-10. */
  private static long usualHeap(int tasks) {
    return BASE_HEAP + TASK_HEAP * tasks + DATA_HEAP;
  }

  /** What a process of so many tasks takes at most, in MB. */
  public static long megabytes(int tasks) {
    return new ExecutorMemory(usualHeap(tasks), tasks).process();
  }

  /** The same in words. */
  public static String describe(int tasks) {
    ExecutorMemory memory = new ExecutorMemory(usualHeap(tasks), tasks);
    return String.format(
        Locale.ROOT,
        "up to %.1f GB for each process of %d tasks: heap %.1f, native %.1f, code 1.0",
        memory.process() / 1024.0,
        tasks,
        memory.heap() / 1024.0,
        memory.nativeMemory() / 1024.0);
  }

  /** What ND4J's arrays may take. */
  long nativeMemory() {
    return BASE_NATIVE + TASK_NATIVE * tasks;
  }

  /** What the whole process may take, by JavaCPP's count. */
  long process() {
    return heap + nativeMemory() + CODE;
  }

  /** What a container must have besides the heap. */
  long overhead() {
    return nativeMemory() + CODE + ISOLATED_HEAP + ISOLATED_NATIVE + ISOLATED_CODE;
  }

  /**
   * Checks that the heap is large enough.
   *
   * @throws UserException if not
   */
  public void check(Collection<Dataset> datasets) {
    double data =
        2 * datasets.stream().mapToDouble(d -> bytes(d.train()) + bytes(d.test())).sum() / MEGABYTE;
    double needed = BASE_HEAP + TASK_HEAP * tasks + data;
    if (heap < needed) {
      throw new UserException(
          String.format(
              Locale.ROOT,
              "Cannot run %d tasks at a time in %,d MB of heap: they need %,d MB, with %,.0f MB for"
                  + " datasets and %,.0f MB in all; give more (SWEEP_HEAP in local mode, else"
                  + " spark.executor.memory) or run fewer (SWEEP_CORES, spark.executor.cores)",
              tasks,
              heap,
              BASE_HEAP + TASK_HEAP * tasks,
              data,
              needed));
    }
  }

  private static double bytes(ImageSet images) {
    return (double) images.size() * images.shape().size();
  }
}
