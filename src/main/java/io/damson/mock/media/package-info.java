/**
 * The files behind an image's URLs, drawn when they are asked for: real JPEG, PNG and GIF of the size that the data says, without
 * fonts or a window system. May reject a path that is no image's (404) and methods that do not read (405).
 */
@NullMarked
package io.damson.mock.media;

import org.jspecify.annotations.NullMarked;
