/**
 * The files that data comes from. May reject what the contract cannot print, naming file, line, column, member and rule. Follows
 * {@code mock-data/mock-data.schema.json}.
 */
@NullMarked
package io.damson.dataset;

import org.jspecify.annotations.NullMarked;
