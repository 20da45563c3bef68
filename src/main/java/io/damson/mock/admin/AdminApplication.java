package io.damson.mock.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.damson.http.Json;
import io.damson.mock.tenant.MockTenants;
import io.damson.rest.ProblemMapper;
import io.damson.server.DamsonServer;
import io.damson.store.Database;
import io.damson.store.ImageStore;
import io.damson.store.SeedStore;
import jakarta.ws.rs.ext.ContextResolver;
import java.util.Optional;
import java.util.function.Supplier;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.jersey.jackson.JacksonFeature;

/**
 * All that makes the control API.
 *
 * @param tenants whom it controls
 * @param database where their images are
 * @param adminKey what requests have to have; empty where they need nothing
 * @param refresh takes data that have changed
 * @param dataError why the latest change of the data was not taken
 */
public record AdminApplication(
        MockTenants tenants,
        Database database,
        Optional<String> adminKey,
        Runnable refresh,
        Supplier<Optional<String>> dataError) {
    /** What answers control requests. */
    public HttpHandler handler() {
        return DamsonServer.container(DamsonServer.jersey()
                .register(new AdminKeyFilter(adminKey))
                .register(new MockResource(tenants, refresh, dataError))
                .register(new FaultsResource(tenants))
                .register(new JournalResource(tenants))
                .register(new ClockResource(tenants))
                .register(new SeedsResource(tenants, new ImageStore(database), new SeedStore(database)))
                .register(new SandboxesResource(tenants))
                .register(ProblemMapper.class)
                .register(QueryCheck.class)
                .register(BodyCheck.class)
                .register(JacksonFeature.withoutExceptionMappers())
                .register(Mapper.class));
    }

    /** What is not there is not printed. */
    static final class Mapper implements ContextResolver<ObjectMapper> {
        private static final ObjectMapper MAPPER =
                Json.mapper().copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

        @Override
        public ObjectMapper getContext(Class<?> type) {
            return MAPPER;
        }
    }
}
