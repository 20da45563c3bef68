/**
 * Where tenants, keys and images are kept: Hibernate over SQLite or PostgreSQL, one statement for each request. May reject what the
 * database cannot hold or when it is away. Follows Jakarta Persistence 3.2 and {@code query} for what a filter means.
 */
@NullMarked
package io.damson.store;

import org.jspecify.annotations.NullMarked;
