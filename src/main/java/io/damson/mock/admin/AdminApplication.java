package io.damson.mock.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.damson.http.Json;
import io.damson.mock.tenant.MockTenants;
import io.damson.rest.ProblemMapper;
import io.damson.server.DamsonServer;
import jakarta.ws.rs.ext.ContextResolver;
import java.time.LocalDateTime;
import java.util.List;
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

    /** What is not there is not printed; what is read has the types of the contract, and stands in one object. */
    static final class Mapper implements ContextResolver<ObjectMapper> {
        private static final ObjectMapper MAPPER = strict(Json.mapper().copy());

        private static ObjectMapper strict(ObjectMapper mapper) {
            mapper.setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .registerModule(new SimpleModule().addDeserializer(LocalDateTime.class, new DateTimeReader()));
            for (LogicalType type : List.of(LogicalType.Integer, LogicalType.Float, LogicalType.Textual)) {
                for (CoercionInputShape shape : CoercionInputShape.values()) {
                    mapper.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail);
                }
            }
            // A number is a number without a point too.
            mapper.coercionConfigFor(LogicalType.Float)
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert);
            return mapper;
        }

        @Override
        public ObjectMapper getContext(Class<?> type) {
            return MAPPER;
        }
    }
}
