package io.damson.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.damson.http.Json;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.ContextResolver;
import org.glassfish.jersey.jackson.JacksonFeature;

/** All that makes the API: to be registered with an application that can inject the stores. */
public final class ApiFeature implements Feature {
    @Override
    public boolean configure(FeatureContext context) {
        context.register(PathFilter.class)
                .register(ApiKeyFilter.class)
                .register(MethodFilter.class)
                .register(QueryOptionsFilter.class)
                .register(NegotiationFilter.class)
                .register(CacheFilter.class)
                .register(ImagesResource.class)
                .register(ProblemMapper.class)
                .register(JacksonFeature.withoutExceptionMappers())
                .register(Mapper.class);
        return true;
    }

    /** Makes the contract's models be printed as {@link Json} says. */
    static final class Mapper implements ContextResolver<ObjectMapper> {
        @Override
        public ObjectMapper getContext(Class<?> type) {
            return Json.mapper();
        }
    }
}
