package io.damson.mock.admin;

import io.damson.contract.admin.Health;
import io.damson.contract.admin.MockApi;
import io.damson.contract.admin.Tenant;
import io.damson.contract.admin.Tenants;
import io.damson.mock.tenant.MockTenant;
import io.damson.mock.tenant.MockTenants;
import io.damson.tenant.ApiKey;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The mock as a whole. */
@Singleton
final class MockResource implements MockApi {
    private final MockTenants tenants;
    private final AdminApplication application;

    @Inject
    MockResource(AdminApplication application) {
        this.tenants = application.tenants();
        this.application = application;
    }

    @Override
    public Response getHealth() {
        return Response.ok(new Health()
                        .status(Health.StatusEnum.HEALTHY)
                        .tenants(
                                tenants.ofData().stream().map(MockTenant::label).toList())
                        .sandboxes(tenants.sandboxes().idle().size())
                        .dataError(application.dataError().get().orElse(null)))
                .build();
    }

    @Override
    public Response listTenants() {
        Optional<String> original = tenants.ofSandboxes().map(MockTenant::label);
        return Response.ok(new Tenants()
                        .tenants(tenants.ofData().stream()
                                .map(tenant -> shown(
                                        tenant,
                                        original.filter(tenant.label()::equals).isPresent()))
                                .toList()))
                .build();
    }

    private Tenant shown(MockTenant tenant, boolean sandbox) {
        return new Tenant()
                .name(tenant.label())
                .apiKeys(tenant.header().apiKeys().stream().map(ApiKey::reveal).toList())
                .images(tenants.countImages(tenant.label()))
                .sandbox(sandbox);
    }

    @Override
    public Response reset(@Nullable String key) {
        application.refresh().run(); // the beginning is what the files hold now
        Scope.key(key).ifPresentOrElse(this::reset, tenants::reset);
        return Response.noContent().build();
    }

    private void reset(ApiKey key) {
        if (!tenants.reset(key)) {
            throw Scope.notValid();
        }
    }
}
