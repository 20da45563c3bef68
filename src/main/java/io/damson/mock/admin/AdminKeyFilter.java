package io.damson.mock.admin;

import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.rest.ApiKeyFilter;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Asks for the admin key where there is one, and takes every body as JSON, as it is the only form there is. Two API keys are none. */
@PreMatching
final class AdminKeyFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String HEADER = "X-ADMIN-KEY";

    private final Optional<String> adminKey;

    @Inject
    AdminKeyFilter(AdminApplication application) {
        this.adminKey = application.adminKey();
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String given = request.getHeaderString(HEADER);
        if (adminKey.isPresent() && (given == null || !same(adminKey.get(), given))) {
            throw new ProblemException(
                            ProblemType.UNAUTHORIZED,
                            "The mock was started with --admin-key: send that key in the header " + HEADER)
                    .withHeader(HttpHeaders.WWW_AUTHENTICATE, "ApiKey realm=\"mock\", header=\"" + HEADER + "\"");
        }
        // Of a key that is sent twice, only the first would be seen.
        String key = request.getHeaderString(ApiKeyFilter.HEADER);
        if (key != null) {
            request.getHeaders().putSingle(ApiKeyFilter.HEADER, key);
        }
        request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
        request.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.WILDCARD);
    }

    /** In a time that does not tell how much of it is right. */
    private static boolean same(String key, String given) {
        return MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
