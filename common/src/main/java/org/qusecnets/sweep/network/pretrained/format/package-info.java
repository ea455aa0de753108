/**
 * All formats of networks that were trained elsewhere, by name; {@link
 * org.qusecnets.sweep.network.pretrained.format.NetworkFormats} is where to start reading.
 *
 * <p>This package may use {@code network.pretrained} and the packages of the formats below it.
 */
package org.qusecnets.sweep.network.pretrained.format;
