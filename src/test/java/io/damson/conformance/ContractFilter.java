package io.damson.conformance;

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
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Fails any request whose answer is not one that the contract declares, and any request for which the contract has no operation:
 * send those without it. Redirects are not followed, since the answer to be judged is the first one. Safe for many threads.
 */
public final class ContractFilter implements Filter {
    private final Contract contract;

    private ContractFilter(Contract contract) {
        this.contract = contract;
    }

    /** By the contract given. */
    public static ContractFilter of(Contract contract) {
        return new ContractFilter(contract);
    }

    /** By the contract in a file. */
    public static ContractFilter of(Path file) {
        return of(Contract.of(file));
    }

    /** By the contract on the class path, such as {@code /openapi/dam-images.yaml}. */
    public static ContractFilter ofResource(String name) {
        return of(Contract.ofResource(name));
    }

    /** The same for a server whose paths begin with a base path: {@code /dam}; {@code /} is none. */
    public ContractFilter under(String basePath) {
        return of(contract.under(basePath));
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext next) {
        String rawPath = URI.create(request.getURI()).getRawPath();
        Operation operation = contract.operation(request.getMethod(), rawPath)
                .orElseThrow(() ->
                        new AssertionError("The contract has no operation for " + request.getMethod() + " " + rawPath));
        request.redirects().follow(false);
        Response response = next.next(request, expected);
        List<String> faults = operation.faults(answer(response));
        if (!faults.isEmpty()) {
            throw new AssertionError(operation + " may not answer " + request.getMethod() + " " + rawPath
                    + " with this " + response.statusCode() + ":\n  " + String.join("\n  ", faults));
        }
        return response;
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
