package io.damson.mock.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.damson.contract.admin.SeedsApi;
import io.damson.dataset.ImageRecord;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.image.Image;
import io.damson.image.ImageReference;
import io.damson.mock.tenant.MockTenant;
import io.damson.mock.tenant.MockTenants;
import io.damson.rest.ApiKeyFilter;
import io.damson.store.ImageStore;
import io.damson.store.SeedStore;
import jakarta.ws.rs.core.Response;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Images as only the mock can change them. */
final class SeedsResource implements SeedsApi {
    private final MockTenants tenants;
    private final ImageStore images;
    private final SeedStore seeds;

    SeedsResource(MockTenants tenants, ImageStore images, SeedStore seeds) {
        this.tenants = tenants;
        this.images = images;
        this.seeds = seeds;
    }

    @Override
    public Response putImage(String name, @Nullable ObjectNode change, @Nullable String key) {
        MockTenant tenant = tenant(key);
        ImageReference reference = reference(name);
        LocalDateTime now = tenant.clock().now();
        ObjectNode members = Scope.body(change);
        ImageRecord record = SeedImages.changed(
                images.find(tenant.tenant(), reference)
                        .orElseGet(() -> SeedImages.newImage(nextId(tenant, members), reference, now)),
                members);
        Image image = record.image();
        seeds.put(tenant.tenant(), image);
        Optional<LocalDateTime> end = record.processingFor()
                .filter(duration -> image.status().isInProcess())
                .map(now::plus);
        end.ifPresentOrElse(
                time -> tenant.processing().begin(reference, time),
                () -> tenant.processing().forget(reference));
        return Response.noContent().build();
    }

    @Override
    public Response removeImage(String name, @Nullable String key) {
        MockTenant tenant = tenant(key);
        ImageReference reference = reference(name);
        tenant.processing().forget(reference);
        if (!seeds.remove(tenant.tenant(), reference)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no image " + reference);
        }
        return Response.noContent().build();
    }

    private long nextId(MockTenant tenant, ObjectNode members) {
        return seeds.nextId(tenant.tenant()).orElseGet(() -> {
            if (members.has("id")) {
                return 0;
            }
            throw ProblemException.invalid("id", "there is none after the tenant's greatest; give the image one");
        });
    }

    private MockTenant tenant(@Nullable String key) {
        return Scope.of(tenants, key)
                .orElseThrow(() ->
                        ProblemException.invalid(ApiKeyFilter.HEADER, "an image is one tenant's; send the key of it"));
    }

    private static ImageReference reference(String name) {
        try {
            return new ImageReference(name);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("reference", String.valueOf(e.getMessage()));
        }
    }
}
