/**
 * The API over HTTP: the generated interface filled in, and the filters before it, each of which may reject for one reason: the path
 * (404), the key (401, 400), the method (405), the query options (400). Follows {@code openapi/dam-images.yaml} and Jakarta RESTful Web Services.
 */
@NullMarked
package io.damson.rest;

import org.jspecify.annotations.NullMarked;
