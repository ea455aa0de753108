package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.folding.Affine;
import org.qusecnets.sweep.network.pretrained.folding.Kernel;
import org.qusecnets.sweep.network.pretrained.folding.Matrix;
import org.qusecnets.sweep.network.pretrained.folding.Statistics;

/**
 * Elements without scales and shifts: those are a part of the weights before them, or batch
 * normalisation of their own. Biases right before batch normalisation are a part of its mean.
 */
final class AffineFolding {
  private final List<Element> done = new ArrayList<>();

  private AffineFolding() {}

  /** The same elements without scales and shifts. */
  static List<Element> of(List<Element> elements) throws UnreadableNetwork {
    AffineFolding folding = new AffineFolding();
    for (Element element : elements) {
      folding.take(element);
    }
    if (folding.last() instanceof Element.ScaledValues open) {
      throw notBehind(open);
    }
    return folding.done;
  }

  private Element last() {
    return done.isEmpty() ? null : done.get(done.size() - 1);
  }

  private void replace(Element element) {
    done.set(done.size() - 1, element);
  }

  private void take(Element element) throws UnreadableNetwork {
    if (element instanceof Element.Evaluated evaluated) {
      if (evaluated.by().degree() != 1) {
        throw evaluated
            .at()
            .unreadable("as a part of no activation that is known", Operation.LAYERS);
      }
      scale(
          evaluated.at(),
          new Affine(new double[] {evaluated.by().of(1)}, new double[] {evaluated.by().of(0)}));
    } else if (element instanceof Element.Scaled scaled) {
      scale(scaled.at(), scaled.by());
    } else if (element instanceof Element.ScaledValues scaled) {
      done.add(scaled);
    } else if (element instanceof Element.Connected connected) {
      connect(connected);
    } else if (last() instanceof Element.ScaledValues open) {
      throw notBehind(open);
    } else if (element instanceof Element.Normalized normalized) {
      normalize(normalized);
    } else {
      done.add(element);
    }
  }

  private void scale(Operation at, Affine affine) throws UnreadableNetwork {
    if (last() instanceof Element.Convolved convolved) {
      at.budget().take(convolved.kernel().weights().length);
      replace(
          new Element.Convolved(
              convolved.at(),
              convolved.kernel().then(affine),
              convolved.rows(),
              convolved.columns()));
    } else if (last() instanceof Element.Connected connected) {
      at.budget().take(connected.matrix().weights().length);
      replace(new Element.Connected(connected.at(), connected.matrix().then(affine)));
    } else if (last() instanceof Element.Normalized normalized) {
      at.budget().take(4L * Math.max(affine.length(), normalized.by().weights().gamma().length));
      replace(new Element.Normalized(normalized.at(), normalized.by().then(affine)));
    } else if (last() instanceof Element.ScaledValues open && affine.length() == 1) {
      at.budget().take(2L * open.by().length());
      replace(new Element.ScaledValues(at, affine.after(open.by())));
    } else {
      done.add(new Element.Normalized(at, Statistics.of(affine)));
    }
  }

  /** With what scales each of its values before it. */
  private void connect(Element.Connected connected) throws UnreadableNetwork {
    Element.Connected all = connected;
    while (last() instanceof Element.ScaledValues before) {
      connected.at().budget().take(connected.matrix().weights().length);
      all = new Element.Connected(all.at(), all.matrix().after(before.by()));
      done.remove(done.size() - 1);
    }
    done.add(all);
  }

  private void normalize(Element.Normalized normalized) {
    if (last() instanceof Element.Convolved convolved && convolved.kernel().hasBiases()) {
      Kernel kernel = convolved.kernel();
      replace(
          new Element.Convolved(
              convolved.at(),
              kernel.with(kernel.weights(), new float[kernel.filters()]),
              convolved.rows(),
              convolved.columns()));
      done.add(
          new Element.Normalized(normalized.at(), normalized.by().afterBiases(kernel.biases())));
    } else if (last() instanceof Element.Connected connected && connected.matrix().hasBiases()) {
      Matrix matrix = connected.matrix();
      replace(
          new Element.Connected(
              connected.at(), new Matrix(matrix.weights(), new float[matrix.units()])));
      done.add(
          new Element.Normalized(normalized.at(), normalized.by().afterBiases(matrix.biases())));
    } else {
      done.add(normalized);
    }
  }

  private static UnreadableNetwork notBehind(Element.ScaledValues open) {
    return open.at()
        .unreadable(
            "with numbers for each value of an image",
            "build it with one number of each channel, or right before a fully connected layer");
  }
}
