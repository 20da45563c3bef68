package io.damson.mock.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.damson.mock.tenant.MockTenants;
import io.damson.rest.ProblemMapper;
import io.damson.server.DamsonServer;
import jakarta.ws.rs.ext.ContextResolver;
import java.util.Optional;
import java.util.function.Supplier;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.jersey.inject.hk2.AbstractBinder;
import org.glassfish.jersey.jackson.JacksonFeature;

/**
 * All that makes the control API.
 *
 * @param tenants whom it controls
 * @param adminKey what requests have to have; empty where they need nothing
 * @param refresh takes data that have changed
 * @param dataError why the latest change of the data was not taken
 */
public record AdminApplication(
        MockTenants tenants, Optional<String> adminKey, Runnable refresh, Supplier<Optional<String>> dataError) {
    /** What answers as long as its reader takes to read it. */
    public static final String FILE = "/__admin/images";

    /** What answers control requests. Classes are registered, not objects: Jersey warns of objects whose {@code @Path} is inherited. */
    public HttpHandler handler() {
        AdminApplication self = this;
        return DamsonServer.container(DamsonServer.jersey()
                .register(new AbstractBinder() {
                    @Override
                    protected void configure() {
                        bind(self).to(AdminApplication.class);
                        bind(tenants).to(MockTenants.class);
                    }
                })
                .register(AdminKeyFilter.class)
                .register(MockResource.class)
                .register(FaultsResource.class)
                .register(JournalResource.class)
                .register(ClockResource.class)
                .register(SeedsResource.class)
                .register(SandboxesResource.class)
                .register(ProblemMapper.class)
                .register(WholeNames.class)
                .register(QueryCheck.class)
                .register(BodyCheck.class)
                .register(JacksonFeature.withoutExceptionMappers())
                .register(Mapper.class));
    }

    /** How it reads and prints. */
    static final class Mapper implements ContextResolver<ObjectMapper> {
        @Override
        public ObjectMapper getContext(Class<?> type) {
            return ControlJson.MAPPER;
        }
    }
}
