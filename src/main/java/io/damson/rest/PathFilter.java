package io.damson.rest;

import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** Knows the API's paths, however they are encoded, and refuses all others before a key is asked for. */
@PreMatching
@Priority(100)
final class PathFilter implements ContainerRequestFilter {
    /** The property in which the path that it has read stands. */
    static final String PATH = PathFilter.class.getName();

    private static final String INSTANCE = PATH + ".instance";

    private final BasePath basePath;

    @Inject
    PathFilter(BasePath basePath) {
        this.basePath = basePath;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        String path = uri.getRequestUri().getRawPath();
        ImagePath imagePath = basePath.imagePath(path)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "There is nothing here; the API is at %1$simages and %1$simages(REFERENCE)"
                                .formatted(basePath)));
        request.setProperty(INSTANCE, path);
        request.setProperty(PATH, imagePath);
        String canonical = imagePath.canonical();
        // JAX-RS knows no base path.
        if (!path.equals("/" + canonical)) {
            String query = uri.getRequestUri().getRawQuery();
            request.setRequestUri(
                    uri.getBaseUri(), URI.create(uri.getBaseUri() + canonical + (query == null ? "" : "?" + query)));
        }
    }

    /** The path that this filter has read. */
    static ImagePath of(ContainerRequestContext request) {
        return (ImagePath) request.getProperty(PATH);
    }

    /** The path as it came. */
    static String instance(ContainerRequestContext request) {
        return request.getProperty(INSTANCE) instanceof String path
                ? path
                : request.getUriInfo().getRequestUri().getRawPath();
    }
}
