package org.qusecnets.sweep.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.network.AttackOutcome;
import org.qusecnets.sweep.network.AttackSubject;
import org.qusecnets.sweep.network.BenchmarkedCertificate;
import org.qusecnets.sweep.network.CertificateOutcome;
import org.qusecnets.sweep.network.CertificateSubject;
import org.qusecnets.sweep.network.Input;
import org.qusecnets.sweep.network.IterativeAttack;

/**
 * Times the engine, each dataset's figures in the same minutes as PyTorch's, so that both see the
 * same machine.
 */
final class EngineBenchmark {
  private static final int CERTIFICATE_ROUNDS = 3;

  private final Settings settings;
  private final JmhRunner jmh;
  private final PrintStream out;
  private final Results results = new Results();

  private EngineBenchmark(Settings settings, JmhRunner jmh, PrintStream out) {
    this.settings = settings;
    this.jmh = jmh;
    this.out = out;
  }

  /** Measures, prints and writes what was asked for by system properties. */
  public static void main(String[] arguments) throws IOException {
    try {
      Settings settings = Settings.read();
      Files.createDirectories(settings.directory());
      try (JmhRunner jmh = new JmhRunner(settings.directory(), settings.seconds())) {
        new EngineBenchmark(settings, jmh, System.out).run();
      }
    } catch (UserException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  private void run() throws IOException {
    String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    for (Input input : Input.values()) {
      measure(BenchmarkPlan.convolutions(input, 1));
      if (measure(BenchmarkPlan.figures(input, 1))) {
        settings
            .torchReference()
            .ifPresent(script -> compare(new TorchReference(script, settings), input));
      }
      measure(BenchmarkPlan.figures(input, 2));
      for (int tasks : BenchmarkPlan.TASKS) {
        measure(BenchmarkPlan.attacks(input, tasks));
      }
    }
    measureIterativeAttacks();
    measureCertificates();
    for (int tasks : BenchmarkPlan.TASKS) {
      measure(BenchmarkPlan.matrixProducts(tasks));
      for (Input input : Input.values()) {
        measure(BenchmarkPlan.quantizations(input, tasks));
      }
    }
    for (Input input : Input.values()) {
      measure(BenchmarkPlan.convolutions(input, 2));
    }
    BenchmarkReport report = BenchmarkReport.of(results, date, settings.seconds());
    report.write(settings.directory().resolve("benchmark.json"));
    report.print(out);
    out.println("All of it: " + settings.directory().resolve("benchmark.json"));
  }

  /** Whether any of them was asked for. */
  private boolean measure(List<Measurement> measurements) {
    boolean any = false;
    for (Measurement measurement : measurements) {
      if (isAskedFor(measurement.name())) {
        put(measurement.name(), jmh.best(measurement));
        any = true;
      }
    }
    return any;
  }

  private boolean isAskedFor(String name) {
    return settings.only().asPredicate().test(name);
  }

  private void put(String name, double value) {
    results.put(name, value);
    out.printf(Locale.ROOT, "%s %.2f%n", name, value);
  }

  private void measureIterativeAttacks() throws IOException {
    List<IterativeAttack> attacks =
        Stream.of(IterativeAttack.values())
            .filter(attack -> isAskedFor(Names.iterativeAttack(attack)))
            .toList();
    if (attacks.isEmpty()) {
      return;
    }
    Path directory = settings.directory().resolve("attack-subject").toAbsolutePath();
    AttackSubject.write(directory);
    try (AttackSubject subject = AttackSubject.read(directory)) {
      for (IterativeAttack attack : attacks) {
        AttackOutcome outcome = subject.outcome(attack);
        results.putOutcome(attack, outcome);
        put(
            Names.iterativeAttack(attack),
            1
                / (attack.takesMinutes()
                    ? outcome.processorSeconds()
                    : jmh.median(BenchmarkPlan.iterativeAttack(attack, directory))));
        if (results.attackReference(attack).isMissingNode()) {
          settings
              .attackPython()
              .ifPresent(
                  python -> compare(new AttackReference(python, settings), attack, directory));
        }
      }
    }
  }

  private void measureCertificates() throws IOException {
    List<BenchmarkedCertificate> certificates =
        Stream.of(BenchmarkedCertificate.values())
            .filter(certificate -> isAskedFor(Names.certificate(certificate)))
            .toList();
    if (certificates.isEmpty()) {
      return;
    }
    Path directory = settings.directory().resolve("certificate-subject").toAbsolutePath();
    AttackSubject.write(directory);
    try (CertificateSubject subject = CertificateSubject.read(directory)) {
      for (BenchmarkedCertificate certificate : certificates) {
        for (int round = 0; round < CERTIFICATE_ROUNDS; round++) {
          results.addCertificate(certificate, measure(subject, certificate, directory));
        }
      }
    }
  }

  /** Both sides in the same minutes. */
  private CertificateRound measure(
      CertificateSubject subject, BenchmarkedCertificate certificate, Path directory) {
    List<CertificateOutcome> ours = subject.outcomes(certificate, JmhRunner.SHOTS);
    put(
        Names.certificate(certificate),
        1
            / ours.stream()
                .mapToDouble(CertificateOutcome::processorSeconds)
                .average()
                .orElseThrow());
    return new CertificateRound(
        ours,
        settings
            .attackPython()
            .map(python -> new CertificateReference(python, settings))
            .map(reference -> reference.measure(certificate, directory)));
  }

  private void compare(AttackReference reference, IterativeAttack attack, Path subject) {
    out.println("Other libraries, " + attack.reference());
    results.putAttackReference(attack.reference(), reference.measure(attack, subject));
  }

  private void compare(TorchReference torch, Input input) {
    out.println("PyTorch, " + Titles.of(input));
    results.putTorch(input, torch.measure(input));
  }
}
