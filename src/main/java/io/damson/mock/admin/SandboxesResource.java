package io.damson.mock.admin;

import io.damson.contract.admin.Sandbox;
import io.damson.contract.admin.SandboxesApi;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.mock.tenant.MockTenants;
import io.damson.mock.tenant.Sandboxes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

/** The sandboxes there are. */
@Singleton
final class SandboxesResource implements SandboxesApi {
    private final MockTenants tenants;

    @Inject
    SandboxesResource(MockTenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Response listSandboxes() {
        return Response.ok(new io.damson.contract.admin.Sandboxes()
                        .sandboxes(tenants.sandboxes().idle().entrySet().stream()
                                .map(idle -> new Sandbox()
                                        .name(idle.getKey().substring(Sandboxes.KEY_PREFIX.length()))
                                        .idleSeconds(idle.getValue().toSeconds()))
                                .toList()))
                .build();
    }

    @Override
    public Response dropSandbox(String name) {
        if (!tenants.sandboxes().drop(Sandboxes.KEY_PREFIX + name)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no sandbox of that name");
        }
        return Response.noContent().build();
    }
}
