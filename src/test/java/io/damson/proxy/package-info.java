@NullMarked
package io.damson.proxy;

import org.jspecify.annotations.NullMarked;
