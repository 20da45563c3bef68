@NullMarked
package io.damson.verify.traffic;

import org.jspecify.annotations.NullMarked;
