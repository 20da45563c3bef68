/**
 * What people and build servers learn of the traffic: the journal, the page at {@code /__proxy}, the reports and the archive of
 * exchanges (HAR 1.2). Rejects requests for the page that come from other pages. Shows no key.
 */
@NullMarked
package io.damson.proxy.page;

import org.jspecify.annotations.NullMarked;
