package io.damson.verify.shape;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An operation of a contract: a method on a path, and the answers that it declares. Immutable. */
public final class Operation {
    private final String method;
    private final PathTemplate path;
    private final String id;
    private final Map<String, DeclaredResponse> responses;

    /** @param responses by status as the contract writes it: {@code 404}, {@code 4XX} or {@code default} */
    Operation(String method, PathTemplate path, String id, Map<String, DeclaredResponse> responses) {
        this.method = method.toUpperCase(Locale.ROOT);
        this.path = path;
        this.id = id;
        this.responses = new TreeMap<>(responses);
    }

    /** What the contract does not allow about the answer; nothing when it is one of the declared ones. */
    public List<ShapeFault> faults(Answer answer) {
        return declared(answer.status())
                .map(response -> response.faults(answer))
                .orElseGet(() -> List.of(new ShapeFault(
                        ShapeFault.Kind.STATUS,
                        "status: expected " + String.join(", ", responses.keySet()) + ", found " + answer.status())));
    }

    /** What is looked at in the answer. */
    public Set<ShapeFault.Kind> judges(Answer answer) {
        Set<ShapeFault.Kind> kinds = EnumSet.of(ShapeFault.Kind.STATUS);
        declared(answer.status()).ifPresent(response -> kinds.addAll(response.judges()));
        return kinds;
    }

    /** The statuses that are declared, as the contract writes them: {@code 404}, {@code 4XX} or {@code default}. */
    public Set<String> statuses() {
        return Collections.unmodifiableSet(responses.keySet());
    }

    /** Whether its path has no parameter. */
    public boolean isForAll() {
        return path.parameters() == 0;
    }

    boolean answers(String otherMethod, String rawPath) {
        return method.equals(otherMethod.toUpperCase(Locale.ROOT)) && path.matches(rawPath);
    }

    PathTemplate path() {
        return path;
    }

    /** The {@code HEAD} that goes with a {@code GET} (RFC 9110, 9.3.2). */
    Operation head() {
        return new Operation(
                "HEAD",
                path,
                id,
                responses.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                response -> response.getValue().forHead())));
    }

    private Optional<DeclaredResponse> declared(int status) {
        return Stream.of(Integer.toString(status), status / 100 + "XX", "default")
                .filter(responses::containsKey)
                .findFirst()
                .map(responses::get);
    }

    @Override
    public String toString() {
        return method + " " + path + " (" + id + ")";
    }
}
