/** Tests of what a server has beside the API. */
@NullMarked
package io.damson.server;

import org.jspecify.annotations.NullMarked;
