/**
 * The page on which people see the images of the mock and control it: files alone, which use the API and the control API as any client
 * does. Rejects paths of no file.
 */
@NullMarked
package io.damson.mock.console;

import org.jspecify.annotations.NullMarked;
