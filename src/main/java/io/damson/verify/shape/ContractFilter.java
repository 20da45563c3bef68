package io.damson.verify.shape;

import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Judges each answer by a contract. Redirects are not followed, since the answer to be judged is the first one. Safe for many
 * threads, as long as its listener is.
 */
public final class ContractFilter implements Filter {
    private final Supplier<Contract> contract;
    private final Optional<String> knownPath;
    private final Listener listener;

    private ContractFilter(Supplier<Contract> contract, Optional<String> knownPath, Listener listener) {
        this.contract = contract;
        this.knownPath = knownPath;
        this.listener = listener;
    }

    /** Gets each answer, whatever it is. */
    public interface Listener {
        /**
         * An answer came.
         *
         * @param operation what was asked for; empty where the contract has no such operation, so that nothing was declared
         * @param rawPath the path as it was sent
         */
        void answered(Optional<Operation> operation, String method, String rawPath, Answer answer);
    }

    /** Fails any answer that the contract does not declare, and any request that it has no operation for: send those without it. */
    public static ContractFilter of(Contract contract) {
        return new ContractFilter(() -> contract, Optional.empty(), ContractFilter::require);
    }

    /** By the contract in a file. */
    public static ContractFilter of(Path file) {
        return of(Contract.of(file));
    }

    /** By the contract on the class path, such as {@code /openapi/dam-images.yaml}. */
    public static ContractFilter ofResource(String name) {
        return of(Contract.ofResource(name));
    }

    /**
     * Lets all pass, and tells what came.
     *
     * @param contract asked for with each answer, so that it may be read while the first request is on its way
     * @param rawPath the path of the request, which REST Assured takes long to tell
     */
    public static ContractFilter telling(Supplier<Contract> contract, String rawPath, Listener listener) {
        return new ContractFilter(contract, Optional.of(rawPath), listener);
    }

    /** The same for a server whose paths begin with a base path: {@code /dam}; {@code /} is none. */
    public ContractFilter under(String basePath) {
        return new ContractFilter(() -> contract.get().under(basePath), knownPath, listener);
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext next) {
        String rawPath = knownPath.orElseGet(() -> URI.create(request.getURI()).getRawPath());
        request.redirects().follow(false);
        Response response = next.next(request, expected);
        listener.answered(
                contract.get().operation(request.getMethod(), rawPath), request.getMethod(), rawPath, answer(response));
        return response;
    }

    private static void require(Optional<Operation> operation, String method, String rawPath, Answer answer) {
        String asked = method + " " + rawPath;
        Operation known = operation.orElseThrow(() -> new AssertionError("The contract has no operation for " + asked));
        List<ShapeFault> faults = known.faults(answer);
        if (!faults.isEmpty()) {
            throw new AssertionError(known + " may not answer " + asked + " with this " + answer.status() + ":\n  "
                    + faults.stream().map(ShapeFault::text).collect(Collectors.joining("\n  ")));
        }
    }

    private static Answer answer(Response response) {
        Map<String, String> headers = response.headers().asList().stream()
                .collect(Collectors.toMap(
                        Header::getName,
                        Header::getValue,
                        (one, other) -> one + ", " + other,
                        () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
        return new Answer(response.statusCode(), headers, response.asByteArray());
    }
}
