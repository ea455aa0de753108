package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.deeplearning4j.nn.api.Model;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.Logits;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.ValueMap;

/**
 * A trained network as a {@link Classifier}: batches of any size, taken in slices that fit the
 * engine.
 *
 * <p>What an image gives does not depend on the images beside it, to the last bit. Matrix products
 * sum the columns that are left over from a multiple of the processor's vectors in another order
 * than the others, so slices are filled up with black images to a multiple of {@link #STEP}, which
 * also keeps the number of sizes that products are prepared for small. Of these multiples, those
 * are left out of which a layer's products would be computed in another way ({@link
 * Convolution#sumsAlike}).
 *
 * <p>A defense that draws random numbers draws them for each image by a hash of the image itself,
 * of the model and of the number of the draw: whoever asks twice gets the same answer, and whoever
 * changes a value gets fresh draws. An attacker's draws are others than those that score its
 * images, so that it cannot know the latter; it averages over several. What such a model says of an
 * image is what the majority of {@link #SCORING_DRAWS} draws says.
 */
public final class NetworkClassifier implements Classifier, AutoCloseable {
  /** Enough images for fast matrix products; more gain nothing and need more memory. */
  private static final int LARGEST_SLICE = 512;

  /** Values that the layers compute of a slice, about: 60 MB, and as many gradients. */
  private static final long VALUES_OF_A_SLICE = 16_000_000;

  /**
   * Every slice has a multiple of so many images: oneDNN's products on AVX2 sum columns by sixteen
   * and what is left over otherwise; those on AVX-512 would do with eight.
   */
  static final int STEP = 16;

  /** So many draws of a model that draws random numbers decide by their majority what it says. */
  public static final int SCORING_DRAWS = 20;

  /** What tells the draws that score images from those of an attacker. */
  private static final long SCORING = 1;

  private static final long ATTACK = 2;

  /** What its batches are of. */
  private enum Place {
    /** Images. */
    IMAGES,
    /** What the leading element-wise stages make of images. */
    BEHIND_FRONT
  }

  private final NetworkEngine engine;
  private final Place place;
  private final GradientWay way;
  private final int draws;
  private final long drawSeed;
  private final Detector detector;
  private final float[] slice;

  /** The most images of a slice. */
  private final int most;

  /**
   * The network of an archive with all that its recipe puts around it.
   *
   * @param seed of its draws
   * @param detector the detector beside it, or null for none
   */
  public NetworkClassifier(
      Model network, ModelRecipe recipe, ImageShape shape, long seed, Detector detector) {
    this(
        new NetworkEngine(
            network, recipe, shape, Convolution.Purpose.EVALUATION, slice(recipe, shape)),
        Place.IMAGES,
        GradientWay.EXACT,
        1,
        Mixing.of(seed, SCORING),
        detector,
        OptionalInt.empty());
    if (recipe.hidden().pruning() > 0) {
      engine.prune(recipe.hidden().pruning());
    }
  }

  /**
   * A view of an engine, which {@link #close} closes.
   *
   * @param seed of its draws
   */
  NetworkClassifier(NetworkEngine engine, GradientWay way, long seed) {
    this(
        engine,
        Place.IMAGES,
        way,
        1,
        Mixing.of(seed, SCORING),
        null,
        // A batch of training is attacked as a whole.
        OptionalInt.of(engine.capacity()));
  }

  private NetworkClassifier(
      NetworkEngine engine,
      Place place,
      GradientWay way,
      int draws,
      long drawSeed,
      Detector detector,
      OptionalInt most) {
    this.engine = engine;
    this.place = place;
    this.way = way;
    this.draws = draws;
    this.drawSeed = drawSeed;
    this.detector = detector;
    this.most = most.orElseGet(() -> largestAlike(engine));
    slice = new float[engine.capacity() * engine.shape().size()];
  }

  /** Images of a slice, a multiple of {@link #STEP}: fewer where layers are large. */
  private static int slice(ModelRecipe recipe, ImageShape shape) {
    long values = recipe.network().architecture().values(recipe.input().output(shape), 1);
    long most = Math.max(values, recipe.largestArray(shape));
    long fitting = Math.min(LARGEST_SLICE, VALUES_OF_A_SLICE / most);
    return Math.max(STEP, (int) (fitting / STEP * STEP));
  }

  /** The most images whose products are computed as those of {@link #STEP} images are. */
  private static int largestAlike(NetworkEngine engine) {
    int largest = engine.capacity();
    while (!engine.sumsAlike(largest, STEP)) {
      largest -= STEP;
    }
    return largest;
  }

  /**
   * The same network as an attacker sees it who has all of it. It is another view of the same
   * memory, not closed by itself.
   *
   * @param other how gradients go through what the defense puts before the network; a box is not
   *     seen from here
   * @param count of a model that draws random numbers: how many draws logits and gradients are the
   *     means of, at least 1
   */
  public Classifier attacked(GradientWay other, int count) {
    return view(Place.IMAGES, other, count);
  }

  /**
   * The same to an attacker who searches among the outputs of the leading element-wise stages
   * ({@link org.qusecnets.sweep.recipe.InputLayers#front}): its batches are such outputs, of the
   * images' shape, and its gradients are with respect to them, on the adapted path through all that
   * follows.
   *
   * @param count as of {@link #attacked}
   */
  public Classifier behindFront(int count) {
    return view(Place.BEHIND_FRONT, GradientWay.BOX.behindFront(), count);
  }

  private NetworkClassifier view(Place other, GradientWay otherWay, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("an attacker draws at least once, was " + count);
    }
    return new NetworkClassifier(
        engine,
        other,
        otherWay,
        engine.isRandom() ? count : 1,
        Mixing.of(drawSeed, ATTACK),
        detector,
        OptionalInt.of(most));
  }

  /** The detector beside the network, if there is one. */
  public Optional<Detector> detector() {
    return Optional.ofNullable(detector);
  }

  @Override
  public ImageShape shape() {
    return engine.shape();
  }

  @Override
  public int classes() {
    return engine.classes();
  }

  @Override
  public boolean isRandom() {
    return engine.isRandom();
  }

  @Override
  public float[] logits(float[] images, int count) {
    float[] logits = new float[count * classes()];
    for (int from = 0; from < count; from += most) {
      int size = sliceSize(from, count);
      for (int draw = 0; draw < draws; draw++) {
        addMean(forward(images, from, size, draw), logits, from * classes(), size * classes());
      }
    }
    return logits;
  }

  /**
   * The logits of {@code count} images as they are scored: once, or of a model that draws random
   * numbers {@link #SCORING_DRAWS} times, each [count, classes].
   */
  public List<float[]> scoringLogits(float[] images, int count) {
    return drawnLogits(images, count, 0);
  }

  /** The majority of as many draws as score an image, other ones than its logits are means of. */
  @Override
  public int[] predictions(float[] images, int count) {
    List<float[]> drawn = drawnLogits(images, count, draws);
    int[] predictions = new int[count];
    for (int i = 0; i < count; i++) {
      predictions[i] = Logits.majority(drawn, i, classes());
    }
    return predictions;
  }

  private List<float[]> drawnLogits(float[] images, int count, int first) {
    List<float[]> drawn = new ArrayList<>();
    int last = first + (engine.isRandom() ? SCORING_DRAWS : 1);
    for (int draw = first; draw < last; draw++) {
      float[] logits = new float[count * classes()];
      for (int from = 0; from < count; from += most) {
        int size = sliceSize(from, count);
        System.arraycopy(
            forward(images, from, size, draw), 0, logits, from * classes(), size * classes());
      }
      drawn.add(logits);
    }
    return drawn;
  }

  @Override
  public Gradient gradient(float[] images, int count, LogitsFunction function) {
    float[] logits = new float[count * classes()];
    float[] gradient = new float[count * shape().size()];
    // Copies of the logits: the function is the attack's, they are not.
    float[] shown = new float[logits.length];
    float[] logitsGradient = new float[logits.length];
    for (int from = 0; from < count; from += most) {
      int size = sliceSize(from, count);
      for (int draw = 0; draw < draws; draw++) {
        float[] drawn = forward(images, from, size, draw);
        System.arraycopy(drawn, 0, shown, from * classes(), size * classes());
        addMean(drawn, logits, from * classes(), size * classes());
        for (int image = from; image < from + size; image++) {
          function.differentiate(image, shown, image * classes(), logitsGradient);
        }
        copyPadded(logitsGradient, from, size, engine.logitsGradient(), classes());
        addMean(
            imageGradient(padded(size)), gradient, from * shape().size(), size * shape().size());
      }
    }
    return new Gradient(logits, gradient);
  }

  /** Adds a draw's share of a mean; a single one as it is, to the bit. */
  private void addMean(float[] drawn, float[] mean, int from, int length) {
    if (draws == 1) {
      System.arraycopy(drawn, 0, mean, from, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      mean[from + i] += drawn[i] / draws;
    }
  }

  /** The logits of a slice, valid until the next call. */
  private float[] forward(float[] images, int from, int size, int draw) {
    Interruption.check();
    copyPadded(images, from, size, slice, shape().size());
    drawFor(padded(size), draw);
    return place == Place.IMAGES
        ? engine.logits(slice, padded(size))
        : engine.logitsBehindFront(slice, padded(size));
  }

  private float[] imageGradient(int count) {
    return place == Place.IMAGES
        ? engine.imageGradient(count, way)
        : engine.frontGradient(count, way);
  }

  private void drawFor(int count, int draw) {
    if (!engine.isRandom()) {
      return;
    }
    long[] seeds = new long[count];
    for (int i = 0; i < count; i++) {
      long image = Mixing.of(drawSeed, slice, i * shape().size(), shape().size());
      seeds[i] = Mixing.of(image, draw);
    }
    engine.draw(seeds);
  }

  /** Copies the rows of a slice's images, and rows of zeros for those that fill it up. */
  private void copyPadded(float[] rows, int from, int size, float[] target, int length) {
    System.arraycopy(rows, from * length, target, 0, size * length);
    Arrays.fill(target, size * length, padded(size) * length, 0f);
  }

  private int sliceSize(int from, int count) {
    return Math.min(most, count - from);
  }

  private int padded(int size) {
    int padded = (size + STEP - 1) / STEP * STEP;
    while (padded < most && !engine.sumsAlike(padded, STEP)) {
      padded += STEP;
    }
    return Math.min(most, padded);
  }

  /**
   * The images as the network behind all that a defense puts before it sees them: unchanged where
   * there is nothing, of another shape where the defense changes it.
   *
   * @param images [count, channels, height, width], floats in [0, 1]
   * @return [count, channels, height, width] of the network's own shape
   */
  public float[] inside(float[] images, int count) {
    int insideSize = engine.insideShape().size();
    float[] inside = new float[count * insideSize];
    float[] shown = new float[engine.capacity() * insideSize];
    for (int from = 0; from < count; from += most) {
      int size = sliceSize(from, count);
      copyPadded(images, from, size, slice, shape().size());
      drawFor(padded(size), 0);
      engine.show(slice, shown, padded(size));
      System.arraycopy(shown, 0, inside, from * insideSize, size * insideSize);
    }
    return inside;
  }

  /** What the leading element-wise stages do to values; mixed if there is none. */
  public ValueMap frontMap() {
    return engine.frontMap();
  }

  /**
   * What the leading element-wise stages ({@link org.qusecnets.sweep.recipe.InputLayers#front})
   * make of images; the images themselves if there is no such stage.
   *
   * @param images [count, channels, height, width], floats in [0, 1]
   * @return the same shape
   */
  public float[] front(float[] images, int count) {
    float[] outputs = new float[count * shape().size()];
    float[] shown = new float[slice.length];
    for (int from = 0; from < count; from += most) {
      Interruption.check();
      int size = sliceSize(from, count);
      copyPadded(images, from, size, slice, shape().size());
      engine.front(slice, shown, padded(size));
      System.arraycopy(shown, 0, outputs, from * shape().size(), size * shape().size());
    }
    return outputs;
  }

  @Override
  public void close() {
    engine.close();
  }
}
