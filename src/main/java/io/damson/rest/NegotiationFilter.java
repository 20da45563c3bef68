package io.damson.rest;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/**
 * Disregards {@code Accept}, as RFC 9110, section 12.5.1 allows: there is one representation, and the contract has no 406. Clients
 * generated from the contract send {@code Accept: application/problem+json} with {@code DELETE}. Refuses nothing.
 */
@PreMatching
@Priority(Priorities.USER + 100)
final class NegotiationFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.WILDCARD);
        // No operation has a body whose type would matter, and Jersey refuses a malformed one without a word.
        request.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
    }
}
