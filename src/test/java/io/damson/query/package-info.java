/** Tests of the query's grammar and meaning, and random filters for other tests. */
@NullMarked
package io.damson.query;

import org.jspecify.annotations.NullMarked;
