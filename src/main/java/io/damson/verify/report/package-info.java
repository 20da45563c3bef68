/** Writes what a run has found, for people and for machines. Rejects nothing. */
@NullMarked
package io.damson.verify.report;

import org.jspecify.annotations.NullMarked;
