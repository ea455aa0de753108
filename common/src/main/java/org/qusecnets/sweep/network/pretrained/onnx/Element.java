package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.List;
import org.qusecnets.sweep.network.pretrained.folding.Affine;
import org.qusecnets.sweep.network.pretrained.folding.Frame;
import org.qusecnets.sweep.network.pretrained.folding.Kernel;
import org.qusecnets.sweep.network.pretrained.folding.Matrix;
import org.qusecnets.sweep.network.pretrained.folding.Slide;
import org.qusecnets.sweep.network.pretrained.folding.Statistics;
import org.qusecnets.sweep.recipe.layer.Activation;

/** A step from one value to the next: a layer, or what becomes a part of one. */
sealed interface Element {
  /** The node that it comes from. */
  Operation at();

  /** A convolution. */
  record Convolved(Operation at, Kernel kernel, Slide rows, Slide columns) implements Element {}

  /** A fully connected layer of values in the order [channels, rows, columns]. */
  record Connected(Operation at, Matrix matrix) implements Element {}

  /** A polynomial of each value. */
  record Evaluated(Operation at, Polynomial by) implements Element {}

  /** A scale and a shift of each channel, or one of all. */
  record Scaled(Operation at, Affine by) implements Element {}

  /** A scale and a shift of each value of an image. */
  record ScaledValues(Operation at, Affine by) implements Element {}

  /** Batch normalisation with frozen statistics. */
  record Normalized(Operation at, Statistics by) implements Element {}

  /** An activation. */
  record Function(Operation at, Activation activation) implements Element {}

  /** The error function, which is a part of an activation. */
  record ErrorFunction(Operation at) implements Element {}

  /** Whether values are above a number, which is a part of an activation. */
  record Above(Operation at, double number) implements Element {}

  /** What makes probabilities of logits. */
  record Probabilities(Operation at) implements Element {}

  /** A pool. */
  record Pooled(Operation at, Kind kind, Slide rows, Slide columns) implements Element {
    /** What it makes of the values of a window. */
    enum Kind {
      LARGEST,
      MEAN
    }
  }

  /** The mean of each channel. */
  record ChannelMean(Operation at) implements Element {}

  /** Each so manieth row and column. */
  record Subsampled(Operation at, Slide rows, Slide columns) implements Element {}

  /** Values around an image, which what slides over it takes in. */
  record Padded(Operation at, Frame frame, Filling filling) implements Element {
    /** What is around it. */
    enum Filling {
      ZEROS,
      /** Values that no value is below. */
      LEAST,
      /** The next value of the image. */
      EDGE
    }
  }

  /** Two branches whose ends are added; one of them may be empty. */
  record Branched(Operation at, List<Element> one, List<Element> other) implements Element {}
}
