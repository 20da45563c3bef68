package io.damson.mock;

import io.damson.http.PathHandler;
import io.damson.http.ProblemException;
import io.damson.http.RefusedRequest;
import io.damson.mock.tenant.MockTenant;
import io.damson.mock.tenant.MockTenants;
import io.damson.rest.ApiKeyFilter;
import io.damson.tenant.ApiKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Notes in the journal what was refused before the API, for the tenant of its key where that can be read. Thread-safe.
 *
 * @param others whose requests are not the API's
 */
record RefusedRequests(MockTenants tenants, List<PathHandler> others) implements Consumer<RefusedRequest> {
    @Override
    public void accept(RefusedRequest request) {
        String path = request.path();
        if (request.target().isEmpty() || request.hasPath() && others.stream().anyMatch(other -> other.owns(path))) {
            return;
        }
        Optional<MockTenant> tenant = tenant(request);
        JournalEntries.note(request, tenant, tenant.map(MockTenant::journal).orElse(tenants.journalOfNobody()));
    }

    private Optional<MockTenant> tenant(RefusedRequest request) {
        List<String> keys = request.values(ApiKeyFilter.HEADER);
        try {
            return keys.size() == 1 ? ApiKey.parse(keys.get(0)).flatMap(tenants::of) : Optional.empty();
        } catch (ProblemException e) {
            return Optional.empty(); // there is no room for the sandbox, so it has no journal
        }
    }
}
