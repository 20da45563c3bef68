package io.damson.mock.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.damson.contract.admin.SeedsApi;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.image.ImageReference;
import io.damson.mock.tenant.MockTenant;
import io.damson.mock.tenant.MockTenants;
import io.damson.rest.ApiKeyFilter;
import io.damson.tenant.ApiKey;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Images as only the mock can change them. */
@Singleton
final class SeedsResource implements SeedsApi {
    private final MockTenants tenants;

    @Inject
    SeedsResource(MockTenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Response getImages(@Nullable String key) {
        ApiKey whose = whose(key);
        if (tenants.of(whose).isEmpty()) { // while it can still be said
            throw Scope.notValid();
        }
        return Response.ok(new TenantFile(tenants, whose)).build();
    }

    @Override
    public Response putImage(String name, @Nullable ObjectNode members, @Nullable String key) {
        PutChange change = new PutChange(reference(name), Scope.body(members));
        Optional<ImageReference> owner = held(whose(key), tenant -> tenant.put(change.reference(), change));
        if (owner.isPresent()) {
            throw ProblemException.invalid(
                    "id", "it is the id of the image %s; give another, or none".formatted(owner.get()));
        }
        return Response.noContent().build();
    }

    @Override
    public Response removeImage(String name, @Nullable String key) {
        ImageReference reference = reference(name);
        if (!held(whose(key), tenant -> tenant.remove(reference))) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no image " + reference);
        }
        return Response.noContent().build();
    }

    private static ApiKey whose(@Nullable String key) {
        return Scope.key(key)
                .orElseThrow(() ->
                        ProblemException.invalid(ApiKeyFilter.HEADER, "an image is one tenant's; send the key of it"));
    }

    private <R> R held(ApiKey whose, Function<MockTenant, R> use) {
        MockTenant tenant = tenants.hold(whose).orElseThrow(Scope::notValid);
        try {
            return use.apply(tenant);
        } finally {
            tenant.release();
        }
    }

    private static ImageReference reference(String name) {
        try {
            return new ImageReference(name);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("reference", String.valueOf(e.getMessage()));
        }
    }
}
