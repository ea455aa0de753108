package org.qusecnets.sweep.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.attack.AttackResults;
import org.qusecnets.sweep.attack.Target;

/**
 * Seconds an image of an attack, without the scoring that other libraries leave to their users;
 * public because JMH derives classes from it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class IterativeAttackBenchmark {
  @Param IterativeAttack attack;

  /** Where {@link AttackSubject#write} wrote. */
  @Param("")
  String subject;

  private AttackSubject opened;
  private Attack prepared;
  private AttackBatch batch;

  /** Opens the network. */
  @Setup
  public void prepare() throws IOException {
    opened = AttackSubject.read(Path.of(subject));
    prepared = attack.attack();
    batch = opened.batch(!prepared.target().equals(Target.NONE));
  }

  /** Attacks all the images. */
  @Benchmark
  @OperationsPerInvocation(AttackSubject.IMAGES)
  public void run(Blackhole blackhole) {
    prepared.attack(opened.classifier(), batch, attack.epsilons(), new Taking(blackhole));
  }

  /** Releases native memory. */
  @TearDown
  public void close() {
    opened.close();
  }

  private record Taking(Blackhole blackhole) implements AttackResults {
    @Override
    public void propose(int epsilonIndex, float[] images, boolean[] reused) {
      blackhole.consume(images);
    }

    @Override
    public void proposeNearest(float[] images) {
      blackhole.consume(images);
    }
  }
}
