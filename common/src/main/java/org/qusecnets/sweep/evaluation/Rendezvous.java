package org.qusecnets.sweep.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * Work on one image after another whose questions to a classifier are asked together.
 *
 * <p>In boxes of outputs every image has coordinates of its own, which a classifier that is asked
 * about any part of a batch could not tell apart. So each image is attacked by itself, and what
 * that costs in speed comes back here: works on several images wait for each other's questions,
 * which are then one batch. The classifier is asked on the calling thread only, and what it says of
 * an image does not depend on the others; so neither does any result.
 */
final class Rendezvous {
  private final Classifier classifier;
  private final int count;
  private final int together;
  private final Turn turn;
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final AtomicInteger next = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean cancelled;

  /** Work on one image. */
  @FunctionalInterface
  interface Turn {
    /**
     * Works.
     *
     * @param image number of the image
     * @param classifier the one that is shared
     */
    void work(int image, Classifier classifier);
  }

  /** What a thread tells: that it has a question, or that it has none any more. */
  private sealed interface Message {}

  /**
   * A question.
   *
   * @param function what to differentiate, or null for logits alone
   */
  private record Question(
      float[] images,
      int count,
      Classifier.LogitsFunction function,
      CompletableFuture<Classifier.Gradient> answer)
      implements Message {}

  /**
   * The end of a thread.
   *
   * @param failure why, or null if nothing is left to do
   */
  private record End(Throwable failure) implements Message {}

  private Rendezvous(Classifier classifier, int count, int together, Turn turn) {
    this.classifier = classifier;
    this.count = count;
    this.together = together;
    this.turn = turn;
  }

  /**
   * Works on all images.
   *
   * @param count number of images
   * @param together how many are worked on at a time: enough for fast batches, few enough for what
   *     each holds in memory
   * @throws CancellationException if the thread was interrupted
   */
  static void run(Classifier classifier, int count, int together, Turn turn) {
    new Rendezvous(classifier, count, together, turn).run();
  }

  private void run() {
    for (int i = 0; i < Math.min(together, count); i++) {
      Thread thread = new Thread(this::works, Thread.currentThread().getName() + "-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    try {
      answerAll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException) new CancellationException("interrupted").initCause(e);
    } finally {
      cancelled = true;
      threads.forEach(Thread::interrupt);
    }
  }

  /** On each thread: one image after another. */
  private void works() {
    Throwable failure = null;
    try {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        turn.work(i, new Shared());
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    messages.add(new End(failure));
  }

  private void answerAll() throws InterruptedException {
    int working = threads.size();
    List<Question> questions = new ArrayList<>();
    while (working > 0) {
      Message message = messages.take();
      if (message instanceof End end) {
        rethrow(end.failure);
        working--;
      } else {
        questions.add((Question) message);
      }
      if (questions.size() == working && working > 0) {
        answer(questions.stream().filter(question -> question.function == null).toList());
        answer(questions.stream().filter(question -> question.function != null).toList());
        questions.clear();
      }
    }
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  /** Answers questions all of which, or none, are for gradients. */
  private void answer(List<Question> questions) {
    if (questions.isEmpty()) {
      return;
    }
    int size = classifier.shape().size();
    int rows = questions.stream().mapToInt(Question::count).sum();
    float[] images = new float[rows * size];
    int[] asker = new int[rows];
    int[] first = new int[questions.size()];
    int row = 0;
    for (int q = 0; q < first.length; q++) {
      first[q] = row;
      int asked = questions.get(q).count;
      System.arraycopy(questions.get(q).images, 0, images, row * size, asked * size);
      Arrays.fill(asker, row, row + asked, q);
      row += asked;
    }
    Classifier.Gradient answers =
        questions.get(0).function == null
            ? new Classifier.Gradient(classifier.logits(images, rows), new float[0])
            : classifier.gradient(
                images,
                rows,
                (image, logits, from, gradient) ->
                    questions
                        .get(asker[image])
                        .function
                        .differentiate(image - first[asker[image]], logits, from, gradient));
    for (int q = 0; q < first.length; q++) {
      int asked = questions.get(q).count;
      float[] logits = part(answers.logits(), first[q], asked, classifier.classes());
      float[] gradient =
          answers.gradient().length == 0
              ? answers.gradient()
              : part(answers.gradient(), first[q], asked, size);
      questions.get(q).answer.complete(new Classifier.Gradient(logits, gradient));
    }
  }

  private static float[] part(float[] rows, int first, int count, int length) {
    return Arrays.copyOfRange(rows, first * length, (first + count) * length);
  }

  /** The classifier as a thread sees it. */
  private final class Shared implements Classifier {
    @Override
    public ImageShape shape() {
      return classifier.shape();
    }

    @Override
    public int classes() {
      return classifier.classes();
    }

    @Override
    public boolean isRandom() {
      return classifier.isRandom();
    }

    @Override
    public float[] logits(float[] images, int asked) {
      return ask(images, asked, null).logits();
    }

    @Override
    public Gradient gradient(float[] images, int asked, LogitsFunction function) {
      return ask(images, asked, function);
    }

    private Gradient ask(float[] images, int asked, LogitsFunction function) {
      CompletableFuture<Gradient> answer = new CompletableFuture<>();
      messages.add(new Question(images, asked, function, answer));
      try {
        if (cancelled) {
          throw new CancellationException("another image's work has failed");
        }
        return answer.get();
      } catch (InterruptedException | ExecutionException e) {
        throw (CancellationException) new CancellationException("not answered").initCause(e);
      }
    }
  }
}
