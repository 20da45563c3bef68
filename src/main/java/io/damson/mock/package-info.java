/**
 * The mock: the API over data files in memory, and what only the mock adds. Stands around the API, which it leaves as it is; may reject
 * what a test has asked it to, and a sandbox that has no room.
 */
@NullMarked
package io.damson.mock;

import org.jspecify.annotations.NullMarked;
