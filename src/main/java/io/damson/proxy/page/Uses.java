package io.damson.proxy.page;

import io.damson.http.PercentEncoding;
import io.damson.query.Expression;
import io.damson.query.Filter;
import io.damson.query.ImageQueryParser;
import io.damson.query.InvalidQueryOptionException;
import io.damson.query.Literal;
import io.damson.query.Page;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What of the API a request uses: its query options, and the operators and functions of its {@code $filter}. */
final class Uses implements Filter.Visitor<Stream<String>> {
    /** All that there are, in the order in which they are shown. */
    static final List<String> ALL = List.of(
            "$filter",
            "eq",
            "ne",
            "gt",
            "ge",
            "lt",
            "le",
            "in",
            "and",
            "or",
            "not",
            "contains",
            "startswith",
            "endswith",
            "$orderby",
            "$top",
            "$skip");

    private Uses() {}

    /** Of a request target, as it was sent. A filter that cannot be read is an option alone. */
    static Set<String> of(String target) {
        int query = target.indexOf('?');
        return query < 0
                ? Set.of()
                : Arrays.stream(target.substring(query + 1).split("&"))
                        .flatMap(Uses::ofOption)
                        .collect(Collectors.toSet());
    }

    private static Stream<String> ofOption(String option) {
        String[] parts = option.split("=", 2);
        String name = PercentEncoding.decodeQuery(parts[0]).orElse("");
        String known = "$" + name.replaceFirst("^\\$", "").toLowerCase(Locale.ROOT);
        if (!ALL.contains(known)) {
            return Stream.of();
        }
        Stream<String> below = known.equals("$filter") && parts.length > 1
                ? PercentEncoding.decodeQuery(parts[1]).flatMap(Uses::parsed).stream()
                        .flatMap(filter -> filter.accept(new Uses()))
                : Stream.of();
        return Stream.concat(Stream.of(known), below);
    }

    private static Optional<Filter> parsed(String text) {
        try {
            return ImageQueryParser.parse(text, null, Page.MAX_TOP, 0).filter();
        } catch (InvalidQueryOptionException e) {
            return Optional.empty(); // such a request is refused
        }
    }

    private Stream<String> with(String name, Stream<? extends Expression> operands) {
        return Stream.concat(
                Stream.of(name),
                operands.filter(Filter.class::isInstance).flatMap(operand -> ((Filter) operand).accept(this)));
    }

    @Override
    public Stream<String> and(Filter.And and) {
        return with("and", and.operands().stream());
    }

    @Override
    public Stream<String> or(Filter.Or or) {
        return with("or", or.operands().stream());
    }

    @Override
    public Stream<String> not(Filter.Not not) {
        return with("not", Stream.of(not.operand()));
    }

    @Override
    public Stream<String> comparison(Filter.Comparison comparison) {
        return with(comparison.operator().keyword(), Stream.of(comparison.left(), comparison.right()));
    }

    @Override
    public Stream<String> in(Filter.In in) {
        return with("in", Stream.of(in.operand()));
    }

    @Override
    public Stream<String> call(Filter.Call call) {
        return Stream.of(call.function().functionName());
    }

    @Override
    public Stream<String> constant(Literal.BooleanLiteral constant) {
        return Stream.of();
    }
}
