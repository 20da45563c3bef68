/** What was asked of the API lately, and how it was answered. Rejects nothing. */
@NullMarked
package io.damson.mock.journal;

import org.jspecify.annotations.NullMarked;
