package org.qusecnets.sweep.plan;

import java.util.List;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;

/** What a sweep will do and what it will take, before anything is done. */
public final class Plan {
  private final Grid grid;
  private final SweepConfiguration configuration;
  private final Work work;

  private Plan(Grid grid, SweepConfiguration configuration) {
    this.grid = grid;
    this.configuration = configuration;
    work = Workload.of(grid).map(Workload.Part::work).reduce(Work.NONE, Work::plus);
  }

  /** The plan of a grid that was expanded from this configuration. */
  public static Plan of(Grid grid, SweepConfiguration configuration) {
    return new Plan(grid, configuration);
  }

  /**
   * Images shown to networks in training: training images times epochs, over all models with
   * weights of their own and their teachers, and what is added to each batch.
   */
  public long trainingImages() {
    return work.trainingImages();
  }

  /**
   * Gradients with respect to an image: those of attacks where none on any image ends early, each
   * draw of a random defense counted, those that training takes of the images of its batches, and
   * those that make a substitute's points.
   */
  public long gradients() {
    return work.gradients();
  }

  /**
   * Predictions of an image where no attack on any image ends early: what the attack asks for, each
   * draw of a random defense counted, one of the clean image, and two at every epsilon, as float32
   * and rounded to 8 bits, with each of these those of the model's detector. Besides, one of each
   * training image by a teacher and several by a detector that looks for its threshold, a
   * substitute's queries, and one of each clean test image for the table of models.
   */
  public long inferences() {
    return work.inferences();
  }

  /** Linear bounds of a network over a box, where no certificate of any image ends early. */
  public long linearBounds() {
    return Math.round(work.linearBounds());
  }

  /** How long one core would work, in minutes. */
  public double coreMinutes(TaskEstimates estimates) {
    return Task.of(grid, estimates).stream().mapToDouble(Task::seconds).sum() / 60;
  }

  /**
   * When the sweep's tasks run, predicted.
   *
   * @param overheads what comes on top where work takes its nominal time; as much longer as the
   *     work
   */
  public Schedule schedule(TaskEstimates estimates, Overheads overheads, int cores) {
    return Schedule.of(Task.of(grid, estimates), cores, overheads.times(estimates.pace()));
  }

  /**
   * The plan as text for a terminal.
   *
   * @param estimates what its tasks take
   * @param overheads what comes on top where work takes its nominal time; as much longer as the
   *     work
   * @param cluster where it is to run
   * @param memory how much memory it takes there, in words
   */
  public String describe(
      TaskEstimates estimates, Overheads overheads, Cluster cluster, String memory, Detail detail) {
    List<Task> tasks = Task.of(grid, estimates);
    return new PlanText(this, grid, configuration)
        .describe(
            new Forecast(tasks, estimates, overheads.times(estimates.pace()), cluster),
            memory,
            detail);
  }

  /** How much of a plan is told. */
  public enum Detail {
    /** What it takes, and counts. */
    BRIEF,
    /** Every value of the grid's axes as well. */
    GRID
  }

  /** About how much of a disk the results take. */
  public DiskEstimate disk() {
    return DiskEstimate.of(grid);
  }
}
