package io.damson.verify.relation;

import io.damson.image.Image;
import io.damson.verify.exchange.Exchange;
import io.damson.verify.shape.Percent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What holds of lists for queries, which are sent as they stand: {@code {count}} is how many images the account has, {@code {page}} how
 * many of them a page has at most.
 */
final class Pages {
    private static final int MAX_TOP = 100;
    private static final int MOST_PAGES = 12;
    private static final String DOCUMENTED = "(?i)(%24|\\$)?(filter|orderby|top|skip)=.*";
    private static final String TOO_FEW = "the account has fewer than two images; give the key of one that has some";

    private final Probe probe;

    Pages(Probe probe) {
        this.probe = probe;
    }

    /** A page has as many images as {@code $top} and {@code $skip} leave. */
    void requireSize(String template) {
        filled(template, query -> {
            Listing page = probe.list(query);
            long left = Math.max(0, probe.count() - option(query, "skip", 0));
            long expected = Math.min(left, option(query, "top", MAX_TOP));
            if (expected > 0 && left < MAX_TOP && !query.contains("$top")) {
                probe.gap("the account has " + left + " images; the default shows itself from 101 on");
            }
            int got = page.rows().size();
            probe.require(
                    got == expected,
                    expected == 0 ? "no images" : expected + " images",
                    got + " images",
                    page.exchange());
        });
    }

    /** A page is that part of another one which begins where its {@code $skip} says, as far as both go. */
    void requirePart(String wholeTemplate, String partTemplate) {
        filled(
                wholeTemplate,
                whole -> filled(partTemplate, part -> {
                    List<String> all = probe.list(whole).references();
                    Listing page = probe.list(part);
                    int skip = (int) Math.min(option(part, "skip", 0), all.size());
                    List<String> expected =
                            all.subList(skip, (int) Math.min(all.size(), skip + option(part, "top", MAX_TOP)));
                    probe.requireSame(
                            Difference.betweenTexts(
                                    expected,
                                    page.references().stream()
                                            .limit(expected.size())
                                            .toList()),
                            "the images of " + whole + " from the one at " + skip + " on",
                            page.exchange());
                }));
    }

    /** Pages of the size of {@code $top} make up the list, each image once, in the order of a page of any size. */
    void requireWhole(String template) {
        filled(template, query -> {
            Exchange exchange = probe.get("/images" + query.replaceFirst("\\$top=[0-9]+", "\\$top=" + MAX_TOP));
            if (Set.of(400, 501).contains(exchange.status()) && query.contains("$orderby")) {
                probe.gap("the server does not order as " + query);
                return;
            }
            List<String> longest = Listing.of(exchange).references();
            List<String> pages = pages(query, (int) option(query, "top", MAX_TOP));
            int common = Math.min(longest.size(), pages.size());
            probe.requireSame(
                    Difference.betweenTexts(pages.subList(0, common), longest.subList(0, common)),
                    "the images as in pages for " + query,
                    exchange);
        });
    }

    private List<String> pages(String query, int size) {
        List<String> seen = new ArrayList<>();
        Exchange last = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            Listing listing = probe.list(query + "&$skip=" + page * size);
            last = listing.exchange();
            seen.addAll(listing.references());
            if (listing.rows().isEmpty()) {
                break;
            }
        }
        requireEachOnce(probe, seen, "each image once in pages of " + size, Objects.requireNonNull(last));
        int expected = Math.min(probe.count(), size * MOST_PAGES);
        probe.require(
                probe.sample().isWhole() ? seen.size() == expected : seen.size() >= expected,
                expected + " images in pages of " + size,
                seen.size() + " images",
                last);
        return seen;
    }

    static void requireEachOnce(Probe probe, List<String> texts, String expected, Exchange exchange) {
        Set<String> before = new HashSet<>();
        Optional<String> repeated =
                texts.stream().filter(text -> !before.add(text)).findFirst();
        probe.require(repeated.isEmpty(), expected, repeated.orElse("none") + " twice", exchange);
    }

    /** Both queries have the same images. */
    void requireSame(String query, String other) {
        Listing expected = probe.list(query);
        Listing page = probe.list(other);
        probe.requireSame(Difference.between(expected, page), "the images of " + query, page.exchange());
    }

    /** The list is the same after each of the requests, of which some are wrong. */
    void requireUnchanged(List<String> requests) {
        Listing expected = probe.list("");
        for (String request : requests) {
            filled(request, target -> {
                Exchange before = probe.get("/images" + target);
                Listing list = probe.list("");
                probe.requireSame(
                        Difference.between(expected, list),
                        "the list as it was before /images" + target,
                        before,
                        list.exchange());
            });
        }
    }

    /** Each list is the same again after all of them. */
    void requireAgain(List<String> queries) {
        List<Listing> first = queries.stream().map(probe::list).toList();
        for (int i = 0; i < first.size(); i++) {
            Listing again = probe.list(queries.get(i));
            probe.requireSame(
                    Difference.between(first.get(i), again),
                    "the same images again, whatever other requests came between",
                    first.get(i).exchange(),
                    again.exchange());
        }
    }

    /**
     * One of these options makes a difference: what each of them means, other relations say.
     *
     * @param options such as {@code $top=1}, percent-encoded when they are sent
     * @param telling properties of which the images need different values; may be none
     */
    void requireApplied(List<String> options, List<String> telling) {
        Listing all = probe.list("");
        Image image = probe.images().get(0);
        if (all.rows().size() < 2) {
            throw new NotCheckable(TOO_FEW);
        }
        if (!telling.isEmpty()
                && Values.properties(telling).stream()
                        .noneMatch(property -> probe.images().stream()
                                        .map(property::of)
                                        .distinct()
                                        .count()
                                > 1)) {
            throw new NotCheckable("images that differ in " + String.join(" or ", telling) + " are needed");
        }
        List<Exchange> without = new ArrayList<>();
        for (String option : options) {
            String text = option.replace("{id}", Long.toString(image.id()))
                    .replace("{status}", "'" + image.status().code() + "'");
            int equals = text.indexOf('=') + 1;
            Exchange exchange =
                    probe.get("/images?" + text.substring(0, equals) + Percent.encode(text.substring(equals)));
            if (exchange.status() == 200
                    && exchange.json().path("items").isArray()
                    && !Listing.of(exchange).references().equals(all.references())) {
                probe.held();
                return;
            }
            without.add(exchange);
        }
        Exchange last = without.get(without.size() - 1);
        throw new Violation(
                "a page that differs from the one without the option, for one of " + String.join("; ", options),
                last.status() == 200 ? "each time the page as without it" : Probe.shown(last),
                without.toArray(Exchange[]::new));
    }

    /**
     * Each of them is refused with a 400.
     *
     * @param option the option that they are values of; {@code filter} for filters, which are percent-encoded; {@code query} for whole
     *     queries
     */
    void requireRefused(String option, List<String> texts) {
        for (String text : texts) {
            String value = Template.filled(text, name -> Optional.empty(), Object::toString)
                    .orElse(text);
            String query = switch (option) {
                case "query" -> value;
                case "filter" -> "$filter=" + Percent.encode(value);
                default -> option + "=" + value;
            };
            Exchange exchange = probe.get("/images?" + query);
            if (exchange.isRefusedOnTheWay()) {
                probe.gap("something on the way, such as a proxy, refused a URL of " + query.length()
                        + " characters with " + exchange.status()
                        + ", so that the server did not see it; give the URL of the server itself");
            } else if (exchange.status() == 501
                    && !query.matches(DOCUMENTED)
                    && probe.session().level() != Level.DAMSON) {
                // What is not implemented may be told so (OData 4.01 Protocol, 9.3.1).
                probe.held();
            } else {
                probe.requireStatus(400, exchange);
            }
        }
    }

    /** The refusal of a value names its option, in its name for the field or in its words: how a field is called is not documented. */
    void requireNamed(String option, List<String> values) {
        for (String value : values) {
            Exchange exchange = probe.get("/images?" + option + "=" + value);
            if (exchange.status() != 400) {
                // That it should be, another relation says.
                probe.gap(option + "=" + value + " is not refused");
                continue;
            }
            String failures = exchange.json().path("validationFailures").toString();
            probe.require(
                    exchange.json().path("validationFailures").size() > 0,
                    "validationFailures with the wrong option",
                    failures.isEmpty() ? "none" : failures,
                    exchange);
            String said = failures + exchange.json().path("detail").asText();
            probe.require(
                    said.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "").contains(option.substring(1)),
                    "a problem that names " + option,
                    Probe.shown(exchange),
                    exchange);
            probe.require(
                    probe.session().level() != Level.DAMSON
                            || exchange.json().path("validationFailures").has(option),
                    "validationFailures of " + option,
                    failures,
                    exchange);
        }
    }

    /** The refusal of a query says where it is wrong. */
    void requirePosition(String query) {
        Exchange exchange = probe.get("/images?" + query);
        probe.require(
                exchange.json().path("detail").asText().matches("(?s).*[0-9].*"),
                "a detail with the position",
                Probe.shown(exchange),
                exchange);
    }

    /** @throws IllegalArgumentException if a query of those that have places has one that nothing fills */
    static void requireFillable(List<String> templates) {
        templates.forEach(template -> Template.example(template, Examples.counts(), Object::toString));
    }

    private void filled(String template, Consumer<String> check) {
        Template.filled(
                        template,
                        name -> switch (name) {
                            case "page" -> Optional.of(Math.min(probe.count(), MAX_TOP));
                            case "count" ->
                                Optional.of(probe.count())
                                        .filter(count -> probe.sample().isWhole());
                            case "unknown" -> Optional.of(probe.unknownReference());
                            default -> Optional.empty();
                        },
                        Object::toString)
                .filter(query -> !Template.has(template, "count") || option(query, "top", 0) <= MAX_TOP)
                .ifPresent(check);
    }

    /** The value of {@code $top} or {@code $skip}, where it is a number; more than any account has for a larger one. */
    private static long option(String query, String name, long otherwise) {
        Matcher found = Pattern.compile("\\$" + name + "=([0-9]+)").matcher(query);
        return found.find()
                ? found.group(1).length() > 9 ? Integer.MAX_VALUE : Long.parseLong(found.group(1))
                : otherwise;
    }
}
