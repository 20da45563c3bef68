package io.damson.verify.traffic;

import io.damson.verify.relation.Level;
import io.damson.verify.shape.Contract;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Fails any response of REST Assured's that a contract does not declare, and any request that it has no operation for: send those without
 * it. With {@link #withMeaning}, it also fails a response that is wrong by what it means. Redirects are not followed, since the response to
 * be judged is the first one. Safe for many threads.
 */
public final class ContractFilter implements Filter {
    private final ResponseCheck check;

    private ContractFilter(ResponseCheck check) {
        this.check = check;
    }

    /** By a contract. */
    public static ContractFilter of(Contract contract) {
        return new ContractFilter(ResponseCheck.of(contract));
    }

    /** By Damson's own contract. */
    public static ContractFilter of() {
        return of(Contract.damson());
    }

    /** By the contract in a file. */
    public static ContractFilter of(Path file) {
        return of(Contract.of(file));
    }

    /** By the contract on the class path, such as {@code /openapi/dam-images.yaml}. */
    public static ContractFilter ofResource(String name) {
        return of(Contract.ofResource(name));
    }

    /** The same for a server whose paths begin with a base path: {@code /dam}; {@code /} is none. It has seen nothing yet. */
    public ContractFilter under(String basePath) {
        return new ContractFilter(check.under(basePath));
    }

    /** The same, which judges by the documentation and OData what responses mean, and by those before. It has seen nothing yet. */
    public ContractFilter withMeaning() {
        return withMeaning(Level.ODATA);
    }

    /**
     * The same at another level.
     *
     * @param known ids of the relations that may fail
     * @throws IllegalArgumentException if there is no such relation
     */
    public ContractFilter withMeaning(Level level, String... known) {
        return new ContractFilter(check.withMeaning(level, known));
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext next) {
        URI uri = URI.create(request.getURI());
        request.redirects().follow(false);
        Instant received = Instant.now();
        long begun = System.nanoTime();
        Response response = next.next(request, expected);
        check.require(
                uri,
                new Passage(
                        request.getMethod(),
                        uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()),
                        fields(request.getHeaders()),
                        response.statusCode(),
                        fields(response.headers()),
                        ByteBuffer.wrap(response.asByteArray()),
                        true,
                        received,
                        begun,
                        System.nanoTime()));
        return response;
    }

    private static List<Field> fields(Iterable<io.restassured.http.Header> headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .map(header -> new Field(header.getName(), String.valueOf(header.getValue())))
                .toList();
    }
}
