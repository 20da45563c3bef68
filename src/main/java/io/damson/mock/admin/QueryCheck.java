package io.damson.mock.admin;

import io.damson.http.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.Parameter;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.jspecify.annotations.Nullable;

/** A query parameter that the contract has not for the operation, or one that is given twice, or is no number or no truth value where one is needed, is a 400. */
final class QueryCheck implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        ExtendedUriInfo uri = (ExtendedUriInfo) request.getUriInfo();
        @Nullable ResourceMethod operation = uri.getMatchedResourceMethod();
        if (operation == null) {
            return;
        }
        Map<String, Class<?>> known = operation.getInvocable().getParameters().stream()
                .filter(parameter -> parameter.getSource() == Parameter.Source.QUERY)
                .collect(Collectors.toMap(Parameter::getSourceName, Parameter::getRawType, (a, b) -> a, TreeMap::new));
        uri.getQueryParameters().forEach((name, values) -> {
            if (!known.containsKey(name)) {
                throw ProblemException.invalid(
                        name,
                        "the operation has no such query parameter; "
                                + (known.isEmpty() ? "it has none" : "there are " + String.join(", ", known.keySet())));
            }
            if (values.size() > 1) {
                throw ProblemException.invalid(name, "the parameter is given twice; give it once");
            }
            if (known.get(name) == Integer.class && !values.get(0).matches("[0-9]{1,9}")) {
                throw ProblemException.invalid(name, "a whole number from 0 to 999999999 is needed");
            }
            if (known.get(name) == Boolean.class && !values.get(0).matches("true|false")) {
                throw ProblemException.invalid(name, "true or false is needed");
            }
        });
    }
}
