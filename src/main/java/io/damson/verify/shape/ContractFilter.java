package io.damson.verify.shape;

import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Fails any answer that a contract does not declare, and any request that it has no operation for: send those without it. Redirects
 * are not followed, since the answer to be judged is the first one. Safe for many threads.
 */
public final class ContractFilter implements Filter {
    private final Contract contract;

    private ContractFilter(Contract contract) {
        this.contract = contract;
    }

    /** By a contract. */
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
        request.redirects().follow(false);
        Response response = next.next(request, expected);
        String asked = request.getMethod() + " " + rawPath;
        Operation operation = contract.operation(request.getMethod(), rawPath)
                .orElseThrow(() -> new AssertionError("The contract has no operation for " + asked));
        List<ShapeFault> faults = operation.faults(Answer.of(response));
        if (!faults.isEmpty()) {
            throw new AssertionError(operation + " may not return " + asked + " with this " + response.statusCode()
                    + ":\n  " + faults.stream().map(ShapeFault::text).collect(Collectors.joining("\n  ")));
        }
        return response;
    }
}
