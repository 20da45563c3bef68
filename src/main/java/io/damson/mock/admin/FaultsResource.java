package io.damson.mock.admin;

import io.damson.contract.admin.ArmedFaults;
import io.damson.contract.admin.Fault;
import io.damson.contract.admin.FaultsApi;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import io.damson.mock.fault.ArmedFault;
import io.damson.mock.fault.Faults;
import io.damson.mock.tenant.MockTenant;
import io.damson.mock.tenant.MockTenants;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What goes wrong until it has gone wrong often enough. */
@Singleton
final class FaultsResource implements FaultsApi {
    private final MockTenants tenants;

    @Inject
    FaultsResource(MockTenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Response armFault(@Nullable Fault fault, @Nullable String key) {
        Optional<MockTenant> tenant = Scope.of(tenants, key);
        Faults faults = tenant.map(MockTenant::faults).orElse(tenants.faultsOfAll());
        ArmedFault armed = faults.arm(ContractFaults.read(Scope.body(fault)))
                .orElseThrow(() -> ProblemException.invalid(
                        "body", Faults.MAX_ARMED + " faults are armed, which is the most; disarm some"));
        return Response.status(Response.Status.CREATED)
                .entity(ContractFaults.of(armed, tenant.map(MockTenant::label)))
                .build();
    }

    @Override
    public Response listFaults(@Nullable String key) {
        List<io.damson.contract.admin.ArmedFault> armed = new ArrayList<>();
        for (MockTenant tenant : Scope.of(tenants, key).map(List::of).orElseGet(tenants::all)) {
            tenant.faults().armed().forEach(fault -> armed.add(ContractFaults.of(fault, Optional.of(tenant.label()))));
        }
        // They are tried last, and for whoever asks.
        tenants.faultsOfAll().armed().forEach(fault -> armed.add(ContractFaults.of(fault, Optional.empty())));
        return Response.ok(new ArmedFaults()
                        .faults(armed)
                        .standing(ContractFaults.of(tenants.standing()).orElse(null)))
                .build();
    }

    @Override
    public Response disarmFaults(@Nullable String key) {
        Scope.of(tenants, key).ifPresentOrElse(tenant -> tenant.faults().clear(), () -> {
            tenants.faultsOfAll().clear();
            tenants.all().forEach(tenant -> tenant.faults().clear());
        });
        return Response.noContent().build();
    }

    @Override
    public Response disarmFault(String id) {
        boolean disarmed = tenants.faultsOfAll().disarm(id)
                || tenants.all().stream().anyMatch(tenant -> tenant.faults().disarm(id));
        if (!disarmed) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no armed fault of that id");
        }
        return Response.noContent().build();
    }
}
