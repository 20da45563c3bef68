/** Tests of what is shown of the traffic. */
@NullMarked
package io.damson.proxy.page;

import org.jspecify.annotations.NullMarked;
