/** Tests of what JAX-RS does for the API. */
@NullMarked
package io.damson.rest;

import org.jspecify.annotations.NullMarked;
