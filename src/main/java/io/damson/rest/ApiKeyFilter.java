package io.damson.rest;

import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.tenant.ApiKey;
import io.damson.tenant.Tenant;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;

/** Finds the tenant of the request's API key: none is a 401, an unknown one a 400, as documented for every operation. */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public final class ApiKeyFilter implements ContainerRequestFilter {
    /** The header that holds the key. */
    public static final String HEADER = "X-API-KEY";

    /** What a 401 asks for (RFC 9110, section 11.6.1). */
    public static final String CHALLENGE = "ApiKey realm=\"images\", header=\"" + HEADER + "\"";

    /** The property of a request in which its key's tenant stands where somebody before the API has found it. */
    public static final String TENANT = ApiKeyFilter.class.getName() + ".tenant";

    private final KeyHolders tenants;

    @Inject
    ApiKeyFilter(KeyHolders tenants) {
        this.tenants = tenants;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        List<String> given = request.getHeaders().get(HEADER);
        if (given != null && given.size() > 1) {
            throw ProblemException.invalid(HEADER, "the API key is given twice; give it once");
        }
        String secret = request.getHeaderString(HEADER);
        if (secret == null || secret.isBlank()) {
            throw new ProblemException(
                            ProblemType.UNAUTHORIZED, "The API key is missing: send it in the header " + HEADER)
                    .withHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
        request.setSecurityContext(new TenantSecurityContext(
                request.getProperty(TENANT) instanceof Tenant found ? found : tenant(secret.strip())));
    }

    private Tenant tenant(String secret) {
        return ApiKey.parse(secret)
                .flatMap(tenants::ofKey)
                .orElseThrow(() -> ProblemException.invalid(HEADER, "the API key is not valid"));
    }
}
