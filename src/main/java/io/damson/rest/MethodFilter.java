package io.damson.rest;

import io.damson.contract.ImagesApi;
import io.damson.http.ProblemException;
import io.damson.http.ProblemType;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;

/** Refuses the methods that the contract does not declare for a path, and answers {@code OPTIONS} (RFC 9110, section 9.3.7). */
@PreMatching
@Priority(Priorities.AUTHORIZATION)
final class MethodFilter implements ContainerRequestFilter {
    private static final Set<String> ALLOWED_FOR_LIST = allowed(false);
    private static final Set<String> ALLOWED_FOR_IMAGE = allowed(true);

    @Override
    public void filter(ContainerRequestContext request) {
        Set<String> methods = PathFilter.of(request).reference().isPresent() ? ALLOWED_FOR_IMAGE : ALLOWED_FOR_LIST;
        boolean asksForMethods = request.getMethod().equals(HttpMethod.OPTIONS);
        if (methods.contains(request.getMethod()) && !asksForMethods) {
            return;
        }
        String allowed = String.join(", ", methods);
        if (asksForMethods) {
            request.abortWith(
                    Response.noContent().header(HttpHeaders.ALLOW, allowed).build());
        } else {
            throw new ProblemException(
                            ProblemType.METHOD_NOT_ALLOWED, "The method is not allowed here; allowed: " + allowed)
                    .withHeader(HttpHeaders.ALLOW, allowed);
        }
    }

    /** What the generated interface declares, {@code HEAD} wherever there is a {@code GET}, and {@code OPTIONS}. */
    private static Set<String> allowed(boolean image) {
        Set<String> methods = new TreeSet<>(Set.of(HttpMethod.OPTIONS));
        for (Method operation : ImagesApi.class.getMethods()) {
            if (operation.getAnnotation(Path.class).value().contains("{") == image) {
                for (Annotation annotation : operation.getAnnotations()) {
                    HttpMethod method = annotation.annotationType().getAnnotation(HttpMethod.class);
                    if (method != null) {
                        methods.add(method.value());
                    }
                }
            }
        }
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return methods;
    }
}
