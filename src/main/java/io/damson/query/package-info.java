/**
 * What a caller may ask, as values, and what it means: no HTTP, no SQL. Rejects text that is not the documented subset of
 * OData 4.01 (Part 2: URL Conventions, section 5.1), or that is beyond a bound.
 */
@NullMarked
package io.damson.query;

import org.jspecify.annotations.NullMarked;
