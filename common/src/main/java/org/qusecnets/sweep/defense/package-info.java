/** Defenses: each turns the recipe of the undefended model into that of the defended one. */
package org.qusecnets.sweep.defense;
