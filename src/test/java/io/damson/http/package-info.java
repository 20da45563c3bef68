/** Tests of what happens before JAX-RS. */
@NullMarked
package io.damson.http;

import org.jspecify.annotations.NullMarked;
