/** The mock's faults in front of an upstream. Rejects what the control API of the mock rejects (openapi/mock-admin.yaml). */
@NullMarked
package io.damson.proxy.fault;

import org.jspecify.annotations.NullMarked;
