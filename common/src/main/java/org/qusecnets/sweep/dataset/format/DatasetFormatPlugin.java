package org.qusecnets.sweep.dataset.format;

import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Plugin;

/**
 * A format from outside, named in its jar's {@code
 * META-INF/services/org.qusecnets.sweep.dataset.format.DatasetFormatPlugin}.
 */
public interface DatasetFormatPlugin extends Plugin {
  @Override
  Declaration<? extends DatasetFormat> declaration();
}
