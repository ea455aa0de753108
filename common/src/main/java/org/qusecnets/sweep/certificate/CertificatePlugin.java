package org.qusecnets.sweep.certificate;

import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Plugin;

/**
 * A certificate from outside this program, named in its jar's {@code
 * META-INF/services/org.qusecnets.sweep.certificate.CertificatePlugin}.
 */
public interface CertificatePlugin extends Plugin {
  @Override
  Declaration<? extends Certificate> declaration();
}
