package io.damson.mock.admin;

import io.damson.rest.ApiKeyFilter;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** Asks for the admin key where there is one, and takes every body as JSON, as it is the only form there is. Two API keys are none. */
@PreMatching
final class AdminKeyFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private final AdminKey adminKey;

    @Inject
    AdminKeyFilter(AdminApplication application) {
        this.adminKey = new AdminKey("mock", application.adminKey());
    }

    @Override
    public void filter(ContainerRequestContext request) {
        adminKey.require(request.getHeaderString(AdminKey.HEADER));
        // Of a key that is sent twice, only the first would be seen.
        String key = request.getHeaderString(ApiKeyFilter.HEADER);
        if (key != null) {
            request.getHeaders().putSingle(ApiKeyFilter.HEADER, key);
        }
        request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
        request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.WILDCARD);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
