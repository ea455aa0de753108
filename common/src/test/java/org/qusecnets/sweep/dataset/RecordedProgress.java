package org.qusecnets.sweep.dataset;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a fetcher told. */
final class RecordedProgress implements FetchProgress {
  final List<String> present = new CopyOnWriteArrayList<>();
  final List<String> failures = new CopyOnWriteArrayList<>();
  final List<Long> bytes = new CopyOnWriteArrayList<>();

  @Override
  public void present(String file) {
    present.add(file);
  }

  @Override
  public void downloaded(String file, URI url, long count, long total) {
    bytes.add(count);
  }

  @Override
  public void failed(String file, URI url, String reason) {
    failures.add(url.getPath() + ": " + reason);
  }
}
