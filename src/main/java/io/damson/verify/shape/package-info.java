/**
 * Tells whether an HTTP answer is one that an OpenAPI 3.0 contract declares: status, media type, headers and body. Knows no contract
 * by itself and no other part of Damson; what it may reject is the answer, and a request for which the contract has no operation.
 */
@NullMarked
package io.damson.verify.shape;

import org.jspecify.annotations.NullMarked;
