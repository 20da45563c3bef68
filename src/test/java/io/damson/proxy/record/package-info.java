@NullMarked
package io.damson.proxy.record;

import org.jspecify.annotations.NullMarked;
