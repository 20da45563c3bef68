/**
 * Keeps the images that pass, as data of the mock, and answers from them where the upstream is away. Rejects folders whose recordings
 * cannot be read.
 */
@NullMarked
package io.damson.proxy.record;

import org.jspecify.annotations.NullMarked;
