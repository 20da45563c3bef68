package io.damson.rest;

import io.damson.tenant.Tenant;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** The tenant of a request, in the form of Jakarta RESTful Web Services. */
record TenantSecurityContext(Tenant tenant) implements SecurityContext {
    /** The tenant as a principal. */
    record TenantPrincipal(Tenant tenant) implements Principal {
        @Override
        public String getName() {
            return tenant.name().value();
        }
    }

    /** The tenant that the request's key stands for. */
    static Tenant tenantOf(SecurityContext context) {
        return ((TenantPrincipal) context.getUserPrincipal()).tenant();
    }

    @Override
    public Principal getUserPrincipal() {
        return new TenantPrincipal(tenant);
    }

    @Override
    public boolean isUserInRole(String role) {
        return false;
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public String getAuthenticationScheme() {
        return "ApiKey";
    }
}
