/**
 * The command line: a class for each command (picocli). May reject a wrong command line, saying what to type instead, with exit
 * code 2; work that failed is exit code 1.
 */
@NullMarked
package io.damson.cli;

import org.jspecify.annotations.NullMarked;
