package org.qusecnets.sweep.jobs.store;

import java.io.IOException;
import java.util.List;
import org.qusecnets.sweep.dataset.format.Picture;
import org.qusecnets.sweep.dataset.format.Pictures;

/**
 * The images of Parquet files.
 *
 * @param images of each its file, or its pixels
 * @param places of each what messages call it
 */
record ParquetPictures(
    List<Content> images, int[] labels, List<String> classNames, List<String> places)
    implements Pictures {
  /** An image as it is stored. */
  interface Content {
    Picture read() throws IOException;
  }

  @Override
  public int count() {
    return images.size();
  }

  @Override
  public String where(int image) {
    return places.get(image);
  }

  @Override
  public int label(int image) {
    return labels[image];
  }

  @Override
  public Picture read(int image) throws IOException {
    return images.get(image).read();
  }
}
