/**
 * The control API of the mock, over the interfaces that are generated from {@code openapi/mock-admin.yaml}. Rejects a wrong admin key, a
 * key of no tenant, and bodies that are not as the contract has them.
 */
@NullMarked
package io.damson.mock.admin;

import org.jspecify.annotations.NullMarked;
