package org.qusecnets.sweep.jobs.command;

import java.util.List;
import java.util.Optional;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.certificate.Certificate;
import org.qusecnets.sweep.certificate.CertificatePlugin;
import org.qusecnets.sweep.certificate.CertifiedModel;
import org.qusecnets.sweep.certificate.Effort;
import org.qusecnets.sweep.certificate.Proof;
import org.qusecnets.sweep.certificate.Status;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** Certificates that go wrong, each in its own way. */
public final class FaultyCertificate implements CertificatePlugin {
  static final String TYPE = "faulty";

  /** What goes wrong. */
  enum Fault {
    /** An exception. */
    EXCEPTION,
    /** Every image that is right is called certified. */
    CREDULITY
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Declaration<? extends Certificate> declaration() {
    return Declaration.of(Faulty.class);
  }

  private record Faulty(@Option(says = "What goes wrong.", otherwise = "exception") Fault fault)
      implements Certificate {
    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public Norm norm() {
      return Norm.LINF;
    }

    @Override
    public Optional<String> obstacle(ModelRecipe recipe) {
      return Optional.empty();
    }

    @Override
    public Effort effort() {
      return new Effort(0, 1);
    }

    @Override
    public List<Proof> prove(
        CertifiedModel model, float[] image, int label, long seed, List<Double> epsilons) {
      if (fault == Fault.EXCEPTION) {
        throw new IllegalStateException("this certificate always fails");
      }
      boolean right = model.prediction(image) == label;
      Status status = right ? Status.CERTIFIED : Status.MISCLASSIFIED;
      double margin = right ? 1 : Double.NaN;
      return epsilons.stream()
          .map(epsilon -> new Proof(epsilon, status, margin, Double.NaN, 0, 0))
          .toList();
    }
  }
}
