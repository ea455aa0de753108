/**
 * Clips and scores what attacks propose, image by image, and puts intervals around shares. The
 * model that scores is the one under attack; the one that the attack sees may be another.
 */
package org.qusecnets.sweep.evaluation;
