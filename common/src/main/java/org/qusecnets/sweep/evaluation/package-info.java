/** Clips and scores what attacks propose, image by image, and puts intervals around shares. */
package org.qusecnets.sweep.evaluation;
