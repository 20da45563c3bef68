package io.damson.mock.admin;

import io.damson.contract.admin.Health;
import io.damson.contract.admin.MockApi;
import io.damson.mock.tenant.MockTenant;
import io.damson.mock.tenant.MockTenants;
import io.damson.tenant.ApiKey;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The mock as a whole. */
final class MockResource implements MockApi {
    private final MockTenants tenants;
    private final Runnable refresh;
    private final Supplier<Optional<String>> dataError;

    MockResource(MockTenants tenants, Runnable refresh, Supplier<Optional<String>> dataError) {
        this.tenants = tenants;
        this.refresh = refresh;
        this.dataError = dataError;
    }

    @Override
    public Response getHealth() {
        return Response.ok(new Health()
                        .status(Health.StatusEnum.HEALTHY)
                        .tenants(
                                tenants.ofData().stream().map(MockTenant::label).toList())
                        .sandboxes(tenants.sandboxes().idle().size())
                        .dataError(dataError.get().orElse(null)))
                .build();
    }

    @Override
    public Response reset(@Nullable String key) {
        refresh.run(); // the beginning is what the files hold now
        Scope.key(key).ifPresentOrElse(this::reset, tenants::reset);
        return Response.noContent().build();
    }

    private void reset(ApiKey key) {
        if (!tenants.reset(key)) {
            throw Scope.notValid();
        }
    }
}
