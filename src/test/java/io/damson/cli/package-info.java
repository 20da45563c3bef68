/** Tests of the command line, in this process. */
@NullMarked
package io.damson.cli;

import org.jspecify.annotations.NullMarked;
