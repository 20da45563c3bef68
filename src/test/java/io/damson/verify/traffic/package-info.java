/** Tests of the judgement of live traffic. */
@NullMarked
package io.damson.verify.traffic;

import org.jspecify.annotations.NullMarked;
