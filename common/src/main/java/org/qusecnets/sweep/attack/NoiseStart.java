package org.qusecnets.sweep.attack;

import java.util.SplittableRandom;

/** Which noise a search by labels starts from: something adversarial, however far away. */
enum NoiseStart {
  /**
   * The image blended with uniform noise that is adversarial itself, by the smallest of fifty
   * shares that is (Foolbox). A classifier may take all such noise for the image's own class; then
   * salt and pepper follows.
   */
  BLENDED_NOISE,
  /** Values made black or white, from one in a hundred to all of them: the first that is enough. */
  SALT_AND_PEPPER;

  /** What the option is, for its declaration. */
  static final String SAYS = "The noise that the search starts from.";

  private static final int DRAWS = 100;
  private static final int LEVELS = 100;
  private static final int SHARES = 50;

  /**
   * Looks for adversarial noise.
   *
   * @param images [images, channels, height, width]: takes what is found
   * @return the images for which there is some
   */
  int[] find(Decisions decisions, AttackBatch batch, float[] images) {
    Search search = new Search(decisions, batch, images);
    if (this == BLENDED_NOISE) {
      search.draw();
      search.blend(search.rows());
    }
    search.addSaltAndPepper(LEVELS);
    return search.rows();
  }

  /** Salt and pepper alone, likewise, in so many levels. */
  static int[] saltAndPepper(Decisions decisions, AttackBatch batch, float[] images, int levels) {
    Search search = new Search(decisions, batch, images);
    search.addSaltAndPepper(levels);
    return search.rows();
  }

  private static final class Search {
    private final Decisions decisions;
    private final AttackBatch batch;
    private final int size;
    private final float[] images;
    private final boolean[] found;

    Search(Decisions decisions, AttackBatch batch, float[] images) {
      this.decisions = decisions;
      this.batch = batch;
      this.images = images;
      size = batch.size();
      found = new boolean[batch.count()];
    }

    /** The images of which something adversarial was found. */
    int[] rows() {
      boolean[] missing = new boolean[found.length];
      for (int i = 0; i < found.length; i++) {
        missing[i] = !found[i];
      }
      return Rows.without(Rows.all(found.length), missing);
    }

    private int[] open() {
      return decisions.withLeft(Rows.without(Rows.all(found.length), found));
    }

    /** Uniform noise, until some is adversarial. */
    void draw() {
      for (int draw = 1; draw <= DRAWS && open().length > 0; draw++) {
        int[] open = open();
        float[] noise = new float[open.length * size];
        for (int i = 0; i < open.length; i++) {
          // Levels of salt and pepper have the positive numbers.
          SplittableRandom random = batch.random(open[i], -draw);
          for (int v = i * size; v < (i + 1) * size; v++) {
            noise[v] = (float) random.nextDouble();
          }
        }
        take(open, noise);
      }
    }

    /** Brings noise nearer by the first share of it that is adversarial. */
    void blend(int[] rows) {
      float[] noise = images.clone();
      int[] open = rows;
      for (int share = 1; share < SHARES; share++) {
        open = decisions.withLeft(open);
        if (open.length == 0) {
          return;
        }
        float[] blended = Rows.gather(batch.pixels(), open, size);
        for (int v = 0; v < blended.length; v++) {
          float far = noise[open[v / size] * size + v % size];
          blended[v] += (far - blended[v]) * share / SHARES;
        }
        open = Rows.without(open, take(open, blended));
      }
    }

    /** Salt and pepper of rising strength. */
    void addSaltAndPepper(int levels) {
      for (int level = 1; level <= levels && open().length > 0; level++) {
        int[] open = open();
        float[] noisy = Rows.gather(batch.pixels(), open, size);
        for (int i = 0; i < open.length; i++) {
          SplittableRandom random = batch.random(open[i], level);
          for (int v = i * size; v < (i + 1) * size; v++) {
            double draw = random.nextDouble() * levels;
            if (draw < level) {
              noisy[v] = draw < level / 2.0 ? 0 : 1;
            }
          }
        }
        take(open, noisy);
      }
    }

    private boolean[] take(int[] open, float[] candidates) {
      boolean[] reached = decisions.ask(open, candidates);
      Rows.mark(found, open, reached);
      for (int i = 0; i < open.length; i++) {
        if (reached[i]) {
          System.arraycopy(candidates, i * size, images, open[i] * size, size);
        }
      }
      return reached;
    }
  }
}
