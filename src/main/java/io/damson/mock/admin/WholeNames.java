package io.damson.mock.admin;

import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.net.URI;

/**
 * A {@code ;} in a path is part of a name, and no matrix parameter, as in the API's own paths. Neither is a slash at its end passed over,
 * as Jersey would: a client whose id is empty does not mean all.
 */
@PreMatching
final class WholeNames implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        URI uri = request.getUriInfo().getRequestUri();
        if (uri.getRawPath().endsWith("/")) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is nothing here; no path ends with a slash");
        }
        if (uri.getRawPath().contains(";")) {
            String query = uri.getRawQuery();
            request.setRequestUri(URI.create(uri.getScheme() + "://" + uri.getRawAuthority()
                    + uri.getRawPath().replace(";", "%3B") + (query == null ? "" : "?" + query)));
        }
    }
}
