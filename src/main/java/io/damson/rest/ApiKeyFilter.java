package io.damson.rest;

import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.tenant.Tenant;
import io.damson.tenant.TenantName;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import org.glassfish.grizzly.http.server.Request;

/** Finds the tenant of the request's API key: none is a 401, an unknown one a 400, as documented for every operation. */
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public final class ApiKeyFilter implements ContainerRequestFilter {
    /** The header that holds the key. */
    public static final String HEADER = "X-API-KEY";

    /** The challenge of a 401 (RFC 9110, section 11.6.1). */
    public static final String CHALLENGE = "ApiKey realm=\"images\", header=\"" + HEADER + "\"";

    /** The property of a request in which its key's tenant stands; a handler before the API may have found it. */
    public static final String TENANT = ApiKeyFilter.class.getName() + ".tenant";

    /** The property of a request in which its {@link KeyLookup} stands, where a handler before the API has made it. */
    static final String LOOKUP = ApiKeyFilter.class.getName() + ".lookup";

    private final KeyHolders tenants;

    @Inject
    ApiKeyFilter(KeyHolders tenants) {
        this.tenants = tenants;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        List<String> given = request.getHeaders().get(HEADER);
        if (given != null && given.size() > 1) {
            Refusal.KEY_INVALID.note(request);
            throw ProblemException.invalid(HEADER, "the API key is given twice; give it once");
        }
        String secret = request.getHeaderString(HEADER);
        if (secret == null || secret.isBlank()) {
            Refusal.KEY_MISSING.note(request);
            throw new ProblemException(
                            ProblemType.UNAUTHORIZED, "The API key is missing: send it in the header " + HEADER)
                    .withHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        }
        Tenant tenant = request.getProperty(TENANT) instanceof Tenant found ? found : tenant(secret.strip(), request);
        request.setProperty(TENANT, tenant);
        request.setSecurityContext(new TenantSecurityContext(tenant));
    }

    private Tenant tenant(String secret, ContainerRequestContext request) {
        Optional<Tenant> holder =
                request.getProperty(LOOKUP) instanceof KeyLookup lookup ? lookup.tenant() : tenants.ofSecret(secret);
        return holder.orElseThrow(() -> {
            Refusal.KEY_INVALID.note(request);
            return ProblemException.invalid(HEADER, "the API key is not valid");
        });
    }

    /** The tenant of a request's key; empty where that is not known. */
    public static Optional<TenantName> tenantOf(Request request) {
        return request.getAttribute(TENANT) instanceof Tenant tenant ? Optional.of(tenant.name()) : Optional.empty();
    }
}
