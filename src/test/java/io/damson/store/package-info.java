/** Tests of the database against the meaning of queries. */
@NullMarked
package io.damson.store;

import org.jspecify.annotations.NullMarked;
