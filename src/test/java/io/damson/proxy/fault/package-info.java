@NullMarked
package io.damson.proxy.fault;

import org.jspecify.annotations.NullMarked;
