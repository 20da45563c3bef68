/** Tests of what is drawn behind image URLs. */
@NullMarked
package io.damson.mock.media;

import org.jspecify.annotations.NullMarked;
