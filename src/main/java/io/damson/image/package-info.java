/**
 * The domain: what an image is, as values that cannot hold anything the contract cannot print. No HTTP, no SQL.
 * May reject a reference that is none. Follows {@code openapi/dam-images.yaml}, schema {@code Image}.
 */
@NullMarked
package io.damson.image;

import org.jspecify.annotations.NullMarked;
