package org.qusecnets.sweep.dataset;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.function.LongConsumer;

/** Writes the body of a response into a file, from a position on. */
final class FileSubscriber implements BodySubscriber<Void> {
  private final FileChannel file;
  private final long from;
  private final Stopwatch sinceData;
  private final LongConsumer progress;
  private final CompletableFuture<Void> body = new CompletableFuture<>();
  private Subscription subscription;

  FileSubscriber(FileChannel file, long from, Stopwatch sinceData, LongConsumer progress) {
    this.file = file;
    this.from = from;
    this.sinceData = sinceData;
    this.progress = progress;
  }

  @Override
  public CompletionStage<Void> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription newSubscription) {
    subscription = newSubscription;
    try {
      file.truncate(from).position(from);
      subscription.request(1);
    } catch (IOException e) {
      fail(e);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    try {
      for (ByteBuffer buffer : buffers) {
        while (buffer.hasRemaining()) {
          file.write(buffer);
        }
      }
      sinceData.restart();
      progress.accept(file.position());
      subscription.request(1);
    } catch (IOException e) {
      fail(e);
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(null);
  }

  private void fail(IOException failure) {
    subscription.cancel();
    body.completeExceptionally(failure);
  }
}
